import { plural, t as text } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { OrganisationClass } from '#shared/organisation/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button, IconButton } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { toast } from '#client/ui/toast.ts'
import { usePutClasses } from '../queries.ts'

type Stage = 'primary' | 'junior' | 'nine' | 'senior'
const gradesOf: Record<Stage, number[]> = {
  primary: [1, 2, 3, 4, 5, 6],
  junior: [7, 8, 9],
  nine: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  senior: [10, 11, 12],
}

/** 一年级 … 九年级, 高一 … 高三. */
function gradeText(grade: number): string {
  const names = [
    () => text`学前班`,
    () => text`一年级`,
    () => text`二年级`,
    () => text`三年级`,
    () => text`四年级`,
    () => text`五年级`,
    () => text`六年级`,
    () => text`七年级`,
    () => text`八年级`,
    () => text`九年级`,
    () => text`高一`,
    () => text`高二`,
    () => text`高三`,
  ]
  return names[grade]?.() ?? String(grade)
}

interface CounterProps {
  grade: number
  count: number
  /** Classes that exist already cannot be counted away here. */
  least: number
  onChange: (count: number) => void
}

function Counter({ grade, count, least, onChange }: CounterProps) {
  const { t } = useLingui()
  const name = gradeText(grade)
  return (
    <li className="flex items-center justify-between gap-2 py-1">
      <span>{name}</span>
      <span className="flex items-center gap-1">
        <IconButton
          icon="minus"
          label={t`${name}少一个班`}
          disabled={count <= least}
          onClick={() => onChange(count - 1)}
        />
        <span aria-live="polite" className="min-w-16 px-1 text-center whitespace-nowrap">
          {plural(count, { one: '# 个班', other: '# 个班' })}
        </span>
        <IconButton
          icon="plus"
          label={t`${name}多一个班`}
          disabled={count >= 30}
          onClick={() => onChange(count + 1)}
        />
      </span>
    </li>
  )
}

interface ClassMakerProps {
  yearId: string
  existing: readonly OrganisationClass[]
  onDone: () => void
}

/** All classes of a year in a few taps: how many in each grade. */
export function ClassMaker({ yearId, existing, onDone }: ClassMakerProps) {
  const { t } = useLingui()
  const highest = (grade: number): number =>
    Math.max(0, ...existing.filter((one) => one.grade === grade).map(({ number }) => number))
  const isJunior = existing.length > 0 && existing.every(({ grade }) => grade >= 7)
  const [stage, setStage] = useState<Stage>(isJunior ? 'junior' : 'primary')
  const [counts, setCounts] = useState<Record<number, number>>({})
  const put = usePutClasses()
  const countOf = (grade: number): number =>
    counts[grade] ?? (highest(grade) || (existing.length > 0 ? 0 : 2))
  const isThere = (grade: number, number: number): boolean =>
    existing.some((one) => one.grade === grade && one.number === number)
  const wanted = gradesOf[stage]
    .flatMap((grade) => Array.from({ length: countOf(grade) }, (_, index) => ({ grade, number: index + 1 })))
    .filter(({ grade, number }) => !isThere(grade, number))
  const count = wanted.length
  const save = (): void =>
    put.mutate(
      { yearId, classes: wanted.map((one) => ({ id: newId(), ...one })) },
      {
        onSuccess: ({ created }) => {
          toast({ tone: 'done', text: t`建好了 ${created} 个班` })
          onDone()
        },
      },
    )
  return (
    <Card>
      <Field label={<Trans>学校有哪些年级</Trans>} group>
        <Choice
          value={stage}
          onChange={setStage}
          options={[
            { value: 'primary', label: t`小学` },
            { value: 'junior', label: t`初中` },
            { value: 'nine', label: t`九年一贯` },
            { value: 'senior', label: t`高中` },
          ]}
        />
      </Field>
      <ul className="mt-3 grid gap-x-8 sm:grid-cols-2" aria-label={t`每个年级几个班`}>
        {gradesOf[stage].map((grade) => (
          <Counter
            key={grade}
            grade={grade}
            count={countOf(grade)}
            least={highest(grade)}
            onChange={(next) => setCounts({ ...counts, [grade]: next })}
          />
        ))}
      </ul>
      {put.isError && (
        <div className="mt-3">
          <Banner tone="danger">{Object.values(fieldErrors(put.error))[0] ?? errorText(put.error)}</Banner>
        </div>
      )}
      <div className="mt-4 flex flex-wrap gap-3">
        <Button tone="primary" disabled={count === 0} busy={put.isPending} onClick={save}>
          {plural(count, { one: '建 # 个班', other: '建 # 个班' })}
        </Button>
        <Button tone="plain" onClick={onDone}>
          <Trans>先不</Trans>
        </Button>
      </div>
    </Card>
  )
}
