import { Trans, useLingui } from '@lingui/react/macro'
import type { WeekPage } from '#shared/handbook/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { ActionBar } from '#client/ui/page.tsx'
import { toast } from '#client/ui/toast.ts'
import { useCompleteWeek } from '../queries.ts'

interface CompleteProps {
  classId: string
  page: WeekPage
  /** Something typed above is not saved yet. */
  unsaved: boolean
}

/** The class teacher marks the page as completed, or opens it again. */
export function Complete({ classId, page, unsaved }: CompleteProps) {
  const { t } = useLingui()
  const complete = useCompleteWeek()
  const { week, page: kept } = page
  const completedOn = kept?.completedOn ?? null
  const when = completedOn === null ? '' : formatDate(completedOn)
  const by = kept?.completedByName ?? ''
  const send = (completed: boolean): void =>
    complete.mutate(
      { params: { classId, on: week.on }, body: { version: kept?.version ?? 1, completed } },
      { onError: (error) => toast({ tone: 'error', text: errorText(error) }) },
    )
  const done = completedOn !== null && (
    <Banner
      tone="done"
      {...(page.mayWrite && {
        action: (
          <Button icon="undo" busy={complete.isPending} onClick={() => send(false)}>
            <Trans>再打开来改</Trans>
          </Button>
        ),
      })}
    >
      {t`${when}，${by}写完了这一周。`}
    </Banner>
  )
  if (done) return <div className="mt-6 print:hidden">{done}</div>
  // Without a plan there is nothing to complete yet.
  if (!page.mayWrite || kept === null || page.state === 'upcoming') return null
  return (
    <ActionBar>
      <Button
        tone="primary"
        size="lg"
        icon="check"
        disabled={unsaved}
        busy={complete.isPending}
        onClick={() => send(true)}
      >
        {unsaved ? <Trans>先保存写下的打算</Trans> : <Trans>这一周写完了</Trans>}
      </Button>
    </ActionBar>
  )
}
