import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { CareFile, Carer } from '#shared/children/schema.ts'
import { isCareAlert } from '#shared/family/rules/alerts.ts'
import { alertText } from '#client/lib/alert-words.ts'
import { childAlertsQuery } from '#client/lib/alerts.ts'
import { formatDate, formatDue } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'

/** Full years on a day (K-03); the birthday itself counts. */
export function yearsOn(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years
}

function useAbout(carer: Carer): string {
  const { t } = useLingui()
  const { today } = useSession().school
  const age = carer.bornOn === null ? '' : String(yearsOn(carer.bornOn, today))
  const since = carer.from === null ? '' : formatDate(carer.from, 'month')
  return [age === '' ? '' : t`${age} 岁`, since === '' ? '' : t`${since}起`]
    .filter((part) => part !== '')
    .join(' · ')
}

function Named({ carer, onCall }: { carer: Carer; onCall: () => void }) {
  return (
    <Card tone="soft">
      <p className="text-sm text-soft">
        <Trans>现在由谁照顾</Trans>
      </p>
      <div className="flex items-center justify-between gap-3">
        <p className="min-w-0">
          <b className="block text-lg font-semibold">{kinText(carer.relation)}</b>
          <span className="text-soft">{useAbout(carer)}</span>
        </p>
        <Button icon="phone" onClick={onCall}>
          <Trans>拨打</Trans>
        </Button>
      </div>
    </Card>
  )
}

interface CareNowProps {
  file: CareFile
  onCall: () => void
  /** Missing where the person may not change it. */
  onChange?: (() => void) | undefined
}

/** Why it is urgent that nobody is known to care, and until when; said here and not once more below (H-03). */
function useCareAlert(id: string): { text: string; due: string } | undefined {
  const { today } = useSession().school
  const alert = useQuery(childAlertsQuery(id)).data?.alerts.find(({ kind }) => isCareAlert(kind))
  if (alert === undefined) return undefined
  return {
    // Of `nobody` the title says it all.
    text: alert.kind === 'nobody' ? '' : alertText(alert),
    due: alert.deadline === null ? '' : formatDue(alert.deadline, today).text,
  }
}

/** The first question about any child. Without a sure answer it is asked aloud. */
export function CareNow({ file, onCall, onChange }: CareNowProps) {
  const carer = file.carers.find(({ id }) => id === file.carerNowId)
  const alert = useCareAlert(file.basics.id)
  const answer = onChange !== undefined && (
    <Button onClick={onChange}>
      <Trans>写上谁在照顾</Trans>
    </Button>
  )
  if (carer !== undefined && carer.kind !== 'nobody' && carer.kind !== 'uncertain')
    return <Named carer={carer} onCall={onCall} />
  const title =
    carer === undefined ? (
      <Trans>还不知道现在由谁照顾</Trans>
    ) : carer.kind === 'nobody' ? (
      <Trans>家里现在没有人照顾</Trans>
    ) : (
      <Trans>家里由谁照顾还不确定</Trans>
    )
  return (
    <Banner
      tone={carer === undefined && alert === undefined ? 'due' : 'danger'}
      title={title}
      action={answer || undefined}
    >
      {alert === undefined ? (
        <Trans>问一问孩子，或打电话问家里。</Trans>
      ) : (
        <>
          {alert.text} <Trans>请今天就联系家长，并告诉校长。</Trans>{' '}
          <b className="whitespace-nowrap">{alert.due}</b>
        </>
      )}
    </Banner>
  )
}
