import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { HandbookEntry } from '#shared/handbook/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { Chip } from '#client/ui/chip.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { Menu } from '#client/ui/menu.tsx'
import { toast } from '#client/ui/toast.ts'
import { useRemoveEntry } from '../queries.ts'

interface EntriesProps {
  entries: readonly HandbookEntry[]
  /** Left out: the page is closed, or the reader writes nothing here. */
  onEdit: ((entry: HandbookEntry) => void) | undefined
}

function Entry({ entry, onEdit }: { entry: HandbookEntry; onEdit: EntriesProps['onEdit'] }) {
  const { t } = useLingui()
  const [asking, setAsking] = useState(false)
  const remove = useRemoveEntry()
  const day = formatDate(entry.on, 'weekday')
  return (
    <li className="flex items-start gap-2 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
          <span>{day}</span>
          <span>{entry.authorName}</span>
          {entry.child !== null && <Chip>{entry.child.name}</Chip>}
        </p>
        {entry.text === null ? (
          <p className="text-soft">
            <Trans>写到一个孩子，内容只有班主任看得到。</Trans>
          </p>
        ) : (
          <p className="whitespace-pre-wrap">{entry.text}</p>
        )}
      </div>
      {entry.mine && onEdit && (
        <Menu
          label={t`${day}这一条`}
          items={[
            { label: <Trans>修改</Trans>, icon: 'edit', onSelect: () => onEdit(entry) },
            { label: <Trans>去掉</Trans>, icon: 'trash', danger: true, onSelect: () => setAsking(true) },
          ]}
        />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={<Trans>去掉 {day} 的这一条？</Trans>}
        confirm={<Trans>去掉</Trans>}
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate(entry, {
            onError: (error) => toast({ tone: 'error', text: errorText(error) }),
            onSettled: () => setAsking(false),
          })
        }
      >
        <Trans>内容不能恢复。</Trans>
      </ConfirmDialog>
    </li>
  )
}

/** Dated entries, with as much of each as the reader may see. */
export function Entries({ entries, onEdit }: EntriesProps) {
  return (
    <ul className="divide-y divide-line">
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} onEdit={onEdit} />
      ))}
    </ul>
  )
}
