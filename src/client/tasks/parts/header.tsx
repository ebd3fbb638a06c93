import { t as text } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { addDays, weekStart } from '#shared/calendar/rules/local-date.ts'
import { formatDate, formatDateRange } from '#client/lib/format.ts'
import { Button, IconButton } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { stepped, type View, views } from './search.ts'

interface HeaderProps {
  view: View
  on: string
  today: string
  /** Name of the school year shown. */
  yearName: string
  onChange: (search: { view: View; on: string }) => void
}

/** Without the year while it is this one: the way back to today stays in the same line on a phone. */
function weekText(monday: string, today: string): string {
  const sunday = addDays(monday, 6)
  if (monday.slice(0, 4) !== today.slice(0, 4)) return formatDateRange(monday, sunday)
  const from = formatDate(monday)
  const to = formatDate(sunday)
  return text`${from}至${to}`
}

/** Which time is shown, and the way to another. */
export function PeriodBar({ view, on, today, yearName, onChange }: HeaderProps) {
  const { t } = useLingui()
  const labels: Record<View, string> = { month: t`月`, week: t`周`, year: t`学年` }
  const monday = weekStart(on)
  const title =
    view === 'month' ? formatDate(on, 'month') : view === 'week' ? weekText(monday, today) : yearName
  return (
    <>
      <p className="mb-3 hidden font-semibold print:block">{title}</p>
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
        <Choice
          aria-label={t`看多长`}
          value={view}
          onChange={(next) => onChange({ view: next, on })}
          options={views.map((value) => ({ value, label: labels[value] }))}
        />
        <div className="flex flex-wrap items-center md:gap-1">
          <IconButton
            icon="back"
            label={t`往前`}
            onClick={() => onChange({ view, on: stepped(view, on, -1) })}
          />
          <h2 className="min-w-28 text-center font-semibold" aria-live="polite">
            {title}
          </h2>
          <IconButton
            icon="forward"
            label={t`往后`}
            onClick={() => onChange({ view, on: stepped(view, on, 1) })}
          />
          <Button tone="plain" onClick={() => onChange({ view, on: today })}>
            <Trans>今天</Trans>
          </Button>
        </div>
      </div>
    </>
  )
}
