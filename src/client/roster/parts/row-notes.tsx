import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { FieldChange, PreviewRow } from '#shared/roster/schema.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { cx } from '#client/ui/cx.ts'
import { Icon, type IconName } from '#client/ui/icon.tsx'
import { labelName } from './field-words.ts'
import { changedText, reasonText, skipText, valueText } from './row-words.ts'

interface LineProps {
  icon: IconName
  className: string
  field: string
  children: ReactNode
}

function Line({ icon, className, field, children }: LineProps) {
  return (
    <li className={cx('flex items-start gap-1.5', className)}>
      <Icon name={icon} size={18} className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">
        <b className="font-semibold">{field}</b> {children}
      </span>
    </li>
  )
}

/** 2015.9.1 → 2015-09-01 */
function FromTo({ from, to }: { from: string; to: string }) {
  const { t } = useLingui()
  return (
    <>
      <span className="text-soft line-through">{from}</span>{' '}
      <span aria-label={t`改成`} role="img">
        →
      </span>{' '}
      {to}
    </>
  )
}

function Change({ change, isNew }: { change: FieldChange; isNew: boolean }) {
  const { t } = useLingui()
  const who = change.who === null ? '' : change.who === 'carer' ? t`照护人` : kinText(change.who)
  const field = [who, changedText(change.field)].filter((part) => part !== '').join(' · ')
  return (
    <Line icon={isNew ? 'plus' : 'edit'} className="text-ink" field={field}>
      {change.from === null ? (
        valueText(change.to)
      ) : (
        <FromTo from={valueText(change.from)} to={valueText(change.to)} />
      )}
    </Line>
  )
}

/** New pupils bring a dozen facts each: the first few tell enough. */
const shownFacts = 4

/** What is to be said about one row: why it was not taken, what is new, what was put right, what to ask. */
export function RowNotes({ row }: { row: PreviewRow }) {
  const { t } = useLingui()
  const isNew = row.action === 'add'
  const changes = isNew ? row.changes.slice(0, shownFacts) : row.changes
  const more = row.changes.length - changes.length
  const other = row.otherRow
  return (
    <ul className="mt-1.5 space-y-1 text-sm md:mt-0">
      {row.refusedFor.map(({ field, reason }) => (
        <Line key={field + reason} icon="warning" className="text-amber" field={labelName(field)}>
          {reasonText(reason)}
        </Line>
      ))}
      {other !== null && row.refusedFor.length > 0 && (
        <li className="ps-6 text-soft">
          <Trans>另一行是第 {other} 行。</Trans>
        </li>
      )}
      {changes.map((change) => (
        <Change key={`${change.who} ${change.field} ${change.to}`} change={change} isNew={isNew} />
      ))}
      {more > 0 && <li className="ps-6 text-soft">{t`还有 ${more} 项`}</li>}
      {row.corrections.map(({ field, from, to }) => (
        <Line key={field + to} icon="check" className="text-leaf" field={labelName(field)}>
          <FromTo from={String(from)} to={to} />
        </Line>
      ))}
      {row.warnings.map(({ field, reason, raw }) => (
        <Line key={field + reason} icon="info" className="text-soft" field={labelName(field)}>
          {reasonText(reason)} {raw !== undefined && raw !== '' && t`（原来写的是“${raw}”）`}
        </Line>
      ))}
      {row.notices.map(({ field, reason, otherRow }) => (
        <Line key={field + reason} icon="info" className="text-soft" field={labelName(field)}>
          {reasonText(reason)} {otherRow !== undefined && t`见第 ${otherRow} 行。`}
        </Line>
      ))}
      {row.skippedAs !== null && <li className="text-soft">{skipText(row.skippedAs)}</li>}
    </ul>
  )
}
