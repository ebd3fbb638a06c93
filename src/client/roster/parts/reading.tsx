import { Trans, useLingui } from '@lingui/react/macro'
import type { ImportDetail } from '#shared/roster/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatNumber } from '#client/lib/format.ts'
import { ProgressBar } from '#client/ui/bars.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { toast } from '#client/ui/toast.ts'
import { useCancelImport } from '../queries.ts'

/** The file is being read and compared; it goes on when the page is left. */
export function Reading({ detail }: { detail: ImportDetail }) {
  const { t } = useLingui()
  const cancel = useCancelImport(detail.id)
  const { progress } = detail
  const phases = {
    waiting: t`等前一份读完`,
    reading: t`正在读文件`,
    checking: t`正在逐行检查`,
    comparing: t`正在和现有名册比较`,
  }
  const total = progress?.rowsTotal ?? null
  const read = progress?.rowsRead ?? 0
  const readText = formatNumber(read)
  const totalText = total === null ? '' : formatNumber(total)
  return (
    <Card>
      <ProgressBar
        label={phases[progress?.phase ?? 'waiting']}
        value={total === null || total === 0 ? null : read / total}
        detail={total === null ? undefined : t`${readText} / ${totalText} 行`}
        action={
          <Button
            busy={cancel.isPending}
            onClick={() =>
              cancel.mutate(undefined, {
                onError: (error) => toast({ tone: 'error', text: errorText(error) }),
              })
            }
          >
            <Trans>不读了</Trans>
          </Button>
        }
      />
      <p className="mt-3 text-sm text-soft">
        <Trans>可以离开这一页，读好以后在“以前的导入”里接着看。</Trans>
      </p>
    </Card>
  )
}
