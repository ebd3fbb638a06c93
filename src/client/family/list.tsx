import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { AlertList } from '#shared/family/schema.ts'
import { alertKindText, alertText } from '#client/lib/alert-words.ts'
import { alertsQuery } from '#client/lib/alerts.ts'
import { formatDue, formatNumber } from '#client/lib/format.ts'
import { currentYear, organisationQuery } from '#client/lib/organisation.ts'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Pagination } from '#client/ui/pagination.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { Select } from '#client/ui/text-input.tsx'
import type { AlertSearch } from './parts/search.ts'

const route = getRouteApi('/app/alerts')
type Row = AlertList['rows'][number]

function ChildCard({ row }: { row: Row }) {
  const { today } = useSession().school
  return (
    <Card as="li">
      <Link
        to="/children/$id"
        params={{ id: row.pupilId }}
        className="-my-1 flex min-h-11 flex-wrap content-center items-baseline gap-x-2 hover:text-sea"
      >
        <b className="font-semibold">{row.name}</b>
        <span className="whitespace-nowrap text-soft">{row.className}</span>
      </Link>
      <ul className="mt-1 space-y-1">
        {row.alerts.map((alert) => (
          <li key={`${alert.kind} ${alert.who}`} className="flex flex-wrap items-baseline gap-x-2">
            <span className={alert.urgent ? 'text-danger' : ''}>{alertText(alert)}</span>
            {alert.deadline !== null && (
              <Chip tone={alert.deadline < today ? 'danger' : 'due'}>
                {formatDue(alert.deadline, today).text}
              </Chip>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

interface FiltersProps {
  list: AlertList
  search: AlertSearch
  onChange: (part: Partial<AlertSearch>) => void
}

/** Classes of this year that the person has children in. */
function useClasses() {
  const { roles, school } = useSession()
  const { data } = useQuery(organisationQuery)
  if (data === undefined) return []
  const year = currentYear(data, school.today)
  const own = roles.flatMap(({ role, classId }) => (role === 'classTeacher' ? [classId] : []))
  const wide = roles.some(({ role }) => role !== 'classTeacher' && role !== 'helpingTeacher')
  return data.classes.filter(({ id, yearId }) => yearId === year?.id && (wide || own.includes(id)))
}

/** Each kind with as many children as its list has. */
function Filters({ list, search, onChange }: FiltersProps) {
  const { t } = useLingui()
  const classes = useClasses()
  const kinds = [
    ...(list.urgent > 0 ? [{ value: 'urgent' as const, label: `${t`最紧急的`} (${list.urgent})` }] : []),
    ...list.counts.map(({ kind, count }) => ({ value: kind, label: `${alertKindText(kind)} (${count})` })),
  ]
  return (
    <div className="mb-4 grid gap-3 sm:grid-cols-2">
      <Field label={<Trans>哪一种</Trans>}>
        <Select<'all' | NonNullable<AlertSearch['kind']>>
          value={search.kind ?? 'all'}
          onChange={(kind) => onChange({ kind: kind === 'all' ? undefined : kind })}
          options={[{ value: 'all', label: t`全部` }, ...kinds]}
        />
      </Field>
      {classes.length > 1 && (
        <Field label={<Trans>哪个班</Trans>}>
          <Select
            value={search.class ?? 'all'}
            onChange={(id) => onChange({ class: id === 'all' ? undefined : id })}
            options={[
              { value: 'all', label: t`全校` },
              ...classes.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
      )}
    </div>
  )
}

/** Children about whose care something asks for attention, the most pressing first, each with its reason (H-03). */
export function AlertsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (part: Partial<AlertSearch>): void =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...part }), replace: true })
  const { kind, class: classId, page = 1 } = search
  const list = useQuery(
    alertsQuery({
      ...(kind === 'urgent' && { only: 'urgent' as const }),
      ...(kind !== undefined && kind !== 'urgent' && { kind }),
      ...(classId !== undefined && { classId }),
      page,
    }),
  )
  const total = formatNumber(list.data?.total ?? 0)
  return (
    <Page>
      <PageHeader
        title={<Trans>要留意的孩子</Trans>}
        below={<Trans>由谁照顾、能不能联系上家里，有问题的都在这里，每一条都写着为什么。</Trans>}
      />
      {list.data !== undefined ? (
        <>
          <Filters list={list.data} search={search} onChange={change} />
          {list.data.rows.length === 0 ? (
            <EmptyState icon="check" title={<Trans>没有要留意的</Trans>}>
              <Trans>照护人和电话都清楚。家里有变化，在孩子的档案里改，这里会跟着变。</Trans>
            </EmptyState>
          ) : (
            <ul className="space-y-2.5">
              {list.data.rows.map((row) => (
                <ChildCard key={row.pupilId} row={row} />
              ))}
            </ul>
          )}
          {list.data.total > 0 && (
            <Pagination
              page={list.data.page}
              pages={Math.ceil(list.data.total / list.data.size)}
              onChange={(next) => change({ page: next === 1 ? undefined : next })}
              total={plural(total, { one: '共 # 个孩子', other: '共 # 个孩子' })}
            />
          )}
        </>
      ) : list.isError ? (
        <QueryError error={list.error} onRetry={() => void list.refetch()} busy={list.isFetching} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Page>
  )
}
