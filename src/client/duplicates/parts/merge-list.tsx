import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { MergeInfo } from '#shared/duplicates/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatInstant } from '#client/lib/format.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useUndoMerge } from '../queries.ts'

function UndoDialog({ merge, onClose }: { merge: MergeInfo; onClose: () => void }) {
  const { t } = useLingui()
  const undo = useUndoMerge()
  const name = merge.keptName ?? ''
  const give = (): void =>
    undo.mutate(merge.id, {
      onSuccess: () => {
        toast({ tone: 'done', text: t`已经分开，两份都回来了。` })
        onClose()
      },
      onError: (error) => {
        toast({ tone: 'error', text: errorText(error) })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>把{name}重新分成两份？</Trans>}
      confirm={<Trans>分开</Trans>}
      onConfirm={give}
      busy={undo.isPending}
    >
      <Trans>两份登记都回到合并以前的样子。合并以后新写的，留在现在这一份里。</Trans>
    </ConfirmDialog>
  )
}

function Line({ merge, onUndo }: { merge: MergeInfo; onUndo: () => void }) {
  const when = formatInstant(merge.mergedAt, 'full')
  const who = merge.mergedByName ?? '–'
  const back = merge.undoneByName ?? '–'
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0">
        {merge.keptName === null ? (
          <p>
            <Trans>已不在名册的学生</Trans>
          </p>
        ) : (
          <Link
            to="/children/$id"
            params={{ id: merge.keptId }}
            className="inline-flex min-h-11 items-center font-semibold text-sea underline underline-offset-4"
          >
            {merge.keptName}
          </Link>
        )}
        <p className="text-sm text-soft">
          <Trans>
            {who}合并，{when}
          </Trans>
          {merge.undoneAt !== null && (
            <>
              {' · '}
              <Trans>{back}又分开了</Trans>
            </>
          )}
        </p>
      </div>
      {merge.undoneAt === null && merge.keptName !== null && (
        <Button icon="undo" onClick={onUndo}>
          <Trans>分开</Trans>
        </Button>
      )}
    </li>
  )
}

/** What was merged, each to be given back. */
export function MergeList({ merges }: { merges: readonly MergeInfo[] }) {
  const [undoing, setUndoing] = useState<MergeInfo | null>(null)
  return (
    <Card pad="sides">
      <ul className="divide-y divide-line">
        {merges.map((merge) => (
          <Line key={merge.id} merge={merge} onUndo={() => setUndoing(merge)} />
        ))}
      </ul>
      {undoing !== null && <UndoDialog merge={undoing} onClose={() => setUndoing(null)} />}
    </Card>
  )
}
