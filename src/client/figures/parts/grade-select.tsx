import { useLingui } from '@lingui/react/macro'
import { Select } from '#client/ui/text-input.tsx'

interface GradeSelectProps {
  grade: number | null
  grades: readonly number[]
  onChange: (grade: number | null) => void
}

/** One grade, or the whole school; nothing to choose where there is one grade only. */
export function GradeSelect({ grade, grades, onChange }: GradeSelectProps) {
  const { t } = useLingui()
  if (grades.length < 2) return null
  return (
    <div className="w-48 print:hidden">
      <Select
        aria-label={t`年级`}
        value={grade === null ? 'all' : String(grade)}
        onChange={(value) => onChange(value === 'all' ? null : Number(value))}
        options={[
          { value: 'all', label: t`全校` },
          ...grades.map((value) => ({
            value: String(value),
            label: value === 0 ? t`幼儿园` : t`${value} 年级`,
          })),
        ]}
      />
    </div>
  )
}
