import { useLingui } from '@lingui/react/macro'
import { formatDate } from '#client/lib/format.ts'
import { IconButton } from '#client/ui/button.tsx'
import { Select } from '#client/ui/text-input.tsx'

interface MonthSelectProps {
  month: string
  /** Oldest first. */
  months: readonly string[]
  onChange: (month: string) => void
}

/** One month back, one forward, or any by name. */
export function MonthSelect({ month, months, onChange }: MonthSelectProps) {
  const { t } = useLingui()
  const all = months.includes(month) ? months : [...months, month].sort()
  const at = all.indexOf(month)
  const step = (by: number): void => {
    const next = all[at + by]
    if (next !== undefined) onChange(next)
  }
  return (
    <>
      <p className="hidden font-semibold print:block">{formatDate(`${month}-01`, 'month')}</p>
      <div className="flex items-center gap-1 print:hidden">
        <IconButton icon="back" label={t`上个月`} disabled={at <= 0} onClick={() => step(-1)} />
        <div className="w-44">
          <Select
            aria-label={t`月份`}
            value={month}
            onChange={onChange}
            options={all.map((value) => ({ value, label: formatDate(`${value}-01`, 'month') }))}
          />
        </div>
        <IconButton
          icon="forward"
          label={t`下个月`}
          disabled={at >= all.length - 1}
          onClick={() => step(1)}
        />
      </div>
    </>
  )
}
