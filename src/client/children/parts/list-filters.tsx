import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ChildrenSummary } from '#shared/children/api.ts'
import { useSession } from '#client/lib/session.ts'
import { Choice } from '#client/ui/choice.tsx'
import { cx } from '#client/ui/cx.ts'
import { Select } from '#client/ui/text-input.tsx'
import { organisationQuery } from '../queries.ts'
import type { ChildFilter, ListSearch } from './list-search.ts'

interface FilterProps {
  search: ListSearch
  onChange: (part: Partial<Record<keyof ListSearch, ListSearch[keyof ListSearch] | undefined>>) => void
}

/** Classes of this year; a class teacher with one class has nothing to choose. */
function useClasses(): { value: string; label: string }[] {
  const { roles, school } = useSession()
  const { data } = useQuery(organisationQuery)
  if (data === undefined) return []
  const year = data.years.find(({ startsOn, endsOn }) => startsOn <= school.today && school.today <= endsOn)
  const own = roles.flatMap(({ role, classId }) =>
    role === 'classTeacher' && classId !== null ? [classId] : [],
  )
  const wide = roles.some(({ role }) => role !== 'classTeacher' && role !== 'helpingTeacher')
  return data.classes
    .filter(({ yearId }) => year === undefined || yearId === year.id)
    .filter(({ id }) => wide || own.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }))
}

export function ClassFilter({ search, onChange }: FilterProps) {
  const { t } = useLingui()
  const classes = useClasses()
  if (classes.length < 2) return null
  return (
    <div className="min-w-36 flex-1 md:max-w-56">
      <Select
        aria-label={t`班级`}
        value={search.class ?? 'all'}
        onChange={(id) => onChange({ class: id === 'all' ? undefined : id })}
        options={[{ value: 'all', label: t`所有班级` }, ...classes]}
      />
    </div>
  )
}

export function ViewChoice({ search, onChange }: FilterProps) {
  const { t } = useLingui()
  return (
    <Choice
      aria-label={t`看哪些孩子`}
      value={search.view ?? 'list'}
      onChange={(view) => onChange({ view: view === 'all' ? 'all' : undefined })}
      options={[
        { value: 'list', label: t`名单` },
        { value: 'all', label: t`全部学生` },
      ]}
    />
  )
}

/** What a person should look into, with how many; pressing one shows only those. */
export function CareFilters({
  search,
  onChange,
  summary,
}: FilterProps & { summary: ChildrenSummary | undefined }) {
  if (summary === undefined) return null
  const filters: [ChildFilter, ReactNode, number][] = [
    ['urgent', <Trans key="urgent">没有确定的人照顾</Trans>, summary.urgent.count],
    ['toVerify', <Trans key="toVerify">要核实</Trans>, summary.toVerify.count],
    ['incomplete', <Trans key="incomplete">档案不全</Trans>, summary.files.gap],
    ['noLongerCounted', <Trans key="gone">不再计入</Trans>, summary.noLongerCounted.count],
  ]
  const shown = filters.filter(([key, , count]) => count > 0 || search.only === key)
  if (shown.length === 0) return null
  return (
    <div className="-mx-4 flex gap-2 overflow-x-auto px-4 py-1 md:mx-0 md:flex-wrap md:px-0">
      {shown.map(([key, label, count]) => (
        <button
          key={key}
          type="button"
          aria-pressed={search.only === key}
          onClick={() => onChange({ only: search.only === key ? undefined : key })}
          className={cx(
            'inline-flex min-h-11 shrink-0 items-center gap-1.5 rounded-full border px-3.5 text-sm transition-colors',
            'aria-pressed:border-sea aria-pressed:bg-sea aria-pressed:text-white',
            key === 'urgent' ? 'border-danger text-danger' : 'border-line bg-white text-soft',
          )}
        >
          {label} <b className="font-semibold">{count}</b>
        </button>
      ))}
    </div>
  )
}
