import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
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

/** One change of a pupil who is on the roll already: what it was, what it becomes. */
function Change({ change }: { change: FieldChange }) {
  return (
    <Line icon="edit" className="text-ink" field={whatOf(change)}>
      {change.from === null ? (
        valueText(change.field, change.to)
      ) : (
        <FromTo from={valueText(change.field, change.from)} to={valueText(change.field, change.to)} />
      )}
    </Line>
  )
}

function whatOf({ who, field }: FieldChange): string {
  const person =
    who === null ? '' : who === 'carer' ? t({ context: 'roster', message: '照护人' }) : kinText(who)
  // 爸爸 姚文泽 says enough without 家人; 谁在照顾 without 照护人.
  if (field === 'member' && person !== '') return person
  if (field === 'carer') return changedText(field)
  return [person, changedText(field)].filter((part) => part !== '').join(' ')
}

/** What is known of a new pupil, in one breath. */
function Facts({ changes }: { changes: readonly FieldChange[] }) {
  if (changes.length === 0) return null
  return (
    <li className="break-words text-soft">
      {changes.map((change) => `${whatOf(change)} ${valueText(change.field, change.to)}`).join(' · ')}
    </li>
  )
}

const isMasked = (value: string): boolean => value.startsWith('****')

/** Cells whose form was put right; folded away, for there are many and nobody has to act on them. */
function Corrections({ row, open }: { row: PreviewRow; open: boolean }) {
  const count = row.corrections.length
  if (count === 0) return null
  return (
    <li>
      <details open={open}>
        <summary className="min-h-11 cursor-pointer content-center text-leaf md:min-h-8">
          {plural(count, { one: '改正了 # 处写法', other: '改正了 # 处写法' })}
        </summary>
        <ul className="space-y-1">
          {row.corrections.map(({ field, from, to }) => (
            <Line key={field + to} icon="check" className="text-leaf" field={labelName(field)}>
              {isMasked(to) ? (
                <>
                  {to} <Trans>（空格、符号等）</Trans>
                </>
              ) : (
                <FromTo from={String(from)} to={to} />
              )}
            </Line>
          ))}
        </ul>
      </details>
    </li>
  )
}

interface RowNotesProps {
  row: PreviewRow
  /** The list is about corrections: they stand open. */
  showCorrections: boolean
}

/** What is to be said about one row: why it was not taken, what is new, what to ask, what was put right. */
export function RowNotes({ row, showCorrections }: RowNotesProps) {
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
      {row.action === 'add' ? (
        <Facts changes={row.changes} />
      ) : (
        row.changes.map((change) => (
          <Change key={`${change.who} ${change.field} ${change.to}`} change={change} />
        ))
      )}
      {row.warnings.map(({ field, reason, raw }) => (
        <Line key={field + reason} icon="info" className="text-amber" field={labelName(field)}>
          {reasonText(reason)} {raw !== undefined && raw !== '' && t`（原来写的是“${raw}”）`}
        </Line>
      ))}
      {row.notices.map(({ field, reason, otherRow }) => (
        <Line key={field + reason} icon="info" className="text-soft" field={labelName(field)}>
          {reasonText(reason)} {otherRow !== undefined && t`见第 ${otherRow} 行。`}
        </Line>
      ))}
      <Corrections row={row} open={showCorrections} />
      {row.skippedAs !== null && <li className="text-soft">{skipText(row.skippedAs)}</li>}
    </ul>
  )
}
