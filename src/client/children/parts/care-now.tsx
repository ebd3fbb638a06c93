import { Trans, useLingui } from '@lingui/react/macro'
import type { CareFile, Carer } from '#shared/children/schema.ts'
import { formatDate } from '#client/lib/format.ts'
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

/** The first question about any child. Without a sure answer it is asked aloud. */
export function CareNow({ file, onCall, onChange }: CareNowProps) {
  const carer = file.carers.find(({ id }) => id === file.carerNowId)
  const answer = onChange !== undefined && (
    <Button onClick={onChange}>
      <Trans>写上谁在照顾</Trans>
    </Button>
  )
  if (carer === undefined)
    return (
      <Banner tone="due" title={<Trans>还不知道现在由谁照顾</Trans>} action={answer || undefined}>
        <Trans>问一问孩子，或打电话问家里。</Trans>
      </Banner>
    )
  // How pressing it is, the alert below says, with its day.
  if (carer.kind === 'nobody' || carer.kind === 'uncertain')
    return (
      <Card tone="amber">
        <p className="text-sm text-soft">
          <Trans>现在由谁照顾</Trans>
        </p>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <b className="text-lg font-semibold">
            {carer.kind === 'nobody' ? <Trans>没有人</Trans> : <Trans>还不确定</Trans>}
          </b>
          {answer}
        </div>
      </Card>
    )
  return <Named carer={carer} onCall={onCall} />
}
