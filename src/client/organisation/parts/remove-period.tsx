import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { errorText } from '#client/lib/error-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { IconButton } from '#client/ui/button.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useRemovePeriod } from '../queries.ts'

interface RemovePeriodProps {
  kind: 'year' | 'term'
  id: string
  name: string
}

/** Takes away a year or term made by mistake; the server refuses while anything hangs on it, and says what. */
export function RemovePeriod({ kind, id, name }: RemovePeriodProps) {
  const { t } = useLingui()
  const [asking, setAsking] = useState(false)
  const remove = useRemovePeriod(kind, id)
  const change = (open: boolean): void => {
    setAsking(open)
    remove.reset()
  }
  const confirm = (): void =>
    remove.mutate(undefined, { onSuccess: () => toast({ tone: 'done', text: t`已去掉${name}` }) })
  return (
    <>
      <IconButton icon="trash" label={t`去掉${name}`} onClick={() => change(true)} />
      <ConfirmDialog
        open={asking}
        onOpenChange={change}
        title={<Trans>去掉{name}？</Trans>}
        confirm={<Trans>去掉</Trans>}
        onConfirm={confirm}
        busy={remove.isPending}
      >
        {kind === 'year' ? (
          <Trans>建错了的学年可以去掉，里面的学期一起去掉。有班级或已经安排了任务的去不掉。</Trans>
        ) : (
          <Trans>建错了的学期可以去掉。已经安排了任务的去不掉。</Trans>
        )}
        {remove.isError && (
          <div className="mt-4">
            <Banner tone="danger">{errorText(remove.error)}</Banner>
          </div>
        )}
      </ConfirmDialog>
    </>
  )
}
