import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { RENEWAL_SECTIONS } from '#shared/files/rules/renewal.ts'
import type { FileRecord, RenewalSection } from '#shared/files/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate, formatDateRange } from '#client/lib/format.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { toast } from '#client/ui/toast.ts'
import { useConfirm } from '../queries.ts'
import { renewalSectionText } from './words.ts'

function RoundLine({ record }: { record: FileRecord }) {
  const { round, renewal } = record
  if (renewal.state === 'renewed')
    return (
      <p className="flex items-center gap-2 py-2.5">
        <Icon name="check" className="text-leaf" />
        <Trans>这一轮都核对过了。</Trans>
      </p>
    )
  const days = round === null ? '' : formatDateRange(round.from, round.to)
  return (
    <p className="py-2.5">
      {renewal.afterChange ? (
        <Trans>照护人或外出有了变化，请核对。</Trans>
      ) : renewal.state === 'overdue' ? (
        <Trans>这一轮（{days}）已经过了，请核对下面几项。</Trans>
      ) : (
        <Trans>这一轮：{days}。逐项看一遍，对的就打勾。</Trans>
      )}
    </p>
  )
}

/** Going through the file once more: each section is confirmed by itself, with the day and the person. */
export function Renewal({
  childId,
  record,
  writes,
}: {
  childId: string
  record: FileRecord
  writes: boolean
}) {
  const { t } = useLingui()
  const [chosen, setChosen] = useState<readonly RenewalSection[]>([])
  const confirm = useConfirm()
  const save = (): void =>
    void confirm.mutateAsync({ params: { id: childId }, body: { sections: [...chosen] } }).then(
      () => {
        setChosen([])
        toast({ tone: 'done', text: t`核对好了。` })
      },
      (error: unknown) => toast({ tone: 'error', text: errorText(error) }),
    )
  return (
    <Card pad="sides">
      <RoundLine record={record} />
      <ul className="divide-y divide-line border-t border-line">
        {RENEWAL_SECTIONS.map((section) => {
          const last = record.confirmed.find((one) => one.section === section)
          const day = last === undefined ? '' : formatDate(last.on, 'full')
          const by = last?.by ?? ''
          const about = last === undefined ? t`还没有核对过` : `${day} ${by}`
          const name = renewalSectionText(section)
          const isOpen = record.renewal.missing.includes(section)
          return (
            <li key={section}>
              {writes && isOpen ? (
                <Checkbox
                  checked={chosen.includes(section)}
                  onChange={(checked) =>
                    setChosen(checked ? [...chosen, section] : chosen.filter((one) => one !== section))
                  }
                  label={name}
                  help={about}
                />
              ) : (
                <p className="py-2.5">
                  {name} <span className="block text-sm text-soft">{about}</span>
                </p>
              )}
            </li>
          )
        })}
      </ul>
      {writes && record.renewal.missing.length > 0 && (
        <div className="flex flex-wrap gap-2 border-t border-line py-3">
          <Button tone="primary" disabled={chosen.length === 0} busy={confirm.isPending} onClick={save}>
            <Trans>核对无误</Trans>
          </Button>
          {chosen.length < record.renewal.missing.length && (
            <Button onClick={() => setChosen(record.renewal.missing)}>
              <Trans>全部打勾</Trans>
            </Button>
          )}
        </div>
      )}
    </Card>
  )
}
