import { t } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { CareFile, Carer } from '#shared/children/schema.ts'
import { memberOfCarer } from '#shared/family/rules/ring.ts'
import { AskFirst } from '#client/lib/ask-first.tsx'
import { formatDate, formatDateRange } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { actsOf } from '#shared/family/rules/legal.ts'
import { legalActText, legalBasisName } from '#client/lib/alert-words.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { Chip } from '#client/ui/chip.tsx'
import { CarerOnDay } from './carer-on-day.tsx'
import { Button, IconButton } from '#client/ui/button.tsx'
import type { Editing } from './family-list.tsx'
import { RevealValue } from './reveal-value.tsx'

function timeText({ from, to }: Carer): string {
  if (from !== null) return formatDateRange(from, to)
  if (to === null) return t`从哪天起不清楚`
  const end = formatDate(to, 'full')
  return t`到 ${end}`
}

interface CarerListProps {
  file: CareFile
  onEdit: ((editing: Editing) => void) | undefined
}

/** Who has cared for the child and when, the newest first: nothing is overwritten. */
export function CarerList({ file, onEdit }: CarerListProps) {
  const { t: say } = useLingui()
  return (
    <>
      {file.carers.length > 0 && <CarerOnDay file={file} />}
      <ul className="divide-y divide-line">
        {file.carers.map((carer) => {
          const who = kinText(carer.relation)
          const somebody = carer.kind !== 'nobody' && carer.kind !== 'uncertain'
          const acts = joinWords(actsOf(carer.legalBasis).map(legalActText))
          const asksFirst = file.askFirst.includes(carer.id)
          const keptAway = asksFirst || (memberOfCarer(carer, file.members)?.noContact ?? null) !== null
          const facts = [
            timeText(carer),
            somebody ? legalBasisName(carer.legalBasis) : '',
            carer.occupation ?? '',
            carer.health ?? '',
          ]
          return (
            <li key={carer.id} className="flex items-start justify-between gap-2 py-3">
              <div className="min-w-0">
                <p>
                  <b className="me-2 font-semibold">{who}</b>
                  {carer.name}{' '}
                  {carer.barred && (
                    <Chip tone="danger">
                      <Trans>不能受委托</Trans>
                    </Chip>
                  )}
                </p>
                <p className="text-sm text-soft">{facts.filter((part) => part !== '').join(' · ')}</p>
                {somebody && (
                  <p className="text-sm text-soft">
                    <Trans>可以{acts}</Trans>
                  </p>
                )}
                {asksFirst && <AskFirst />}
                {carer.phoneMasked !== null && (
                  <RevealValue
                    childId={file.basics.id}
                    field="carerPhone"
                    recordId={carer.id}
                    masked={carer.phoneMasked}
                    label={say`${who}的电话`}
                    keptAway={keptAway}
                  />
                )}
              </div>
              {onEdit !== undefined && (
                <IconButton
                  icon="edit"
                  label={say`改${who}的信息`}
                  onClick={() => onEdit({ kind: 'carer', carer })}
                />
              )}
            </li>
          )
        })}
      </ul>
      {onEdit !== undefined && (
        <Button icon="plus" onClick={() => onEdit({ kind: 'carer', carer: null })}>
          {file.carers.length === 0 ? <Trans>写上谁在照顾</Trans> : <Trans>换人照顾了</Trans>}
        </Button>
      )}
    </>
  )
}
