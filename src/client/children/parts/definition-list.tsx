import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DefinitionInfo } from '#shared/children/api.ts'
import { definitionName, definitionsQuery } from '#client/lib/definitions.ts'
import { formatDate, formatNumber } from '#client/lib/format.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { DateInput } from '#client/ui/text-input.tsx'
import { DefinitionDialog } from './definition-dialog.tsx'
import { paramsText } from './definition-words.ts'

const route = getRouteApi('/app/children/definitions')

/** Why another number of children stands on the board: it counts a month's work, this page one day. */
function AgainstBoard() {
  return (
    <div className="mt-2 rounded-control bg-sand px-3 py-2 text-sm">
      <p>
        <Trans>
          这里数的是那一天算在名单里的孩子；进度里数的是那个月有任务的孩子。改了口径或孩子进出名单，已经开始的一期照旧，从下一期起才跟上，所以两个数可以不一样。
        </Trans>
      </p>
      <Link to="/figures" className="inline-flex min-h-11 items-center font-semibold text-sea">
        <Trans>去看进度</Trans>
      </Link>
    </div>
  )
}

interface DefinitionCardProps {
  definition: DefinitionInfo
  /** The day for which it counts. */
  asOf: string
  onChange?: () => void
}

function DefinitionCard({ definition, asOf, onChange }: DefinitionCardProps) {
  const { t } = useLingui()
  const { key, version, isPrimary, counted, toVerify, effectiveFrom, params } = definition
  const seesBoard = useHasRole('principal', 'administrator', 'classTeacher')
  const day = formatDate(asOf)
  const since = effectiveFrom === null ? '' : formatDate(effectiveFrom, 'full')
  return (
    <Card as="li">
      <div className="flex items-start gap-3">
        <h2 className="min-w-0 flex-1 font-semibold">
          {definitionName(key)}{' '}
          {isPrimary && (
            <Chip tone="done">
              <Trans>学校用的</Trans>
            </Chip>
          )}
        </h2>
        <p className="shrink-0 text-end">
          <b className="text-2xl font-semibold">{formatNumber(counted)}</b>
          <span className="block text-sm text-soft">{t`截至 ${day}`}</span>
          {toVerify > 0 && <span className="block text-sm text-due">{t`另有 ${toVerify} 个要核实`}</span>}
        </p>
      </div>
      <p className="mt-1 text-soft">{paramsText(params).join(' · ')}</p>
      {isPrimary && seesBoard && <AgainstBoard />}
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        <span className="text-sm text-soft">
          {since === '' ? t`第 ${version} 版` : t`第 ${version} 版，${since}起`}
        </span>
        {onChange !== undefined && (
          <Button onClick={onChange}>
            <Trans>改这条口径</Trans>
          </Button>
        )}
      </div>
    </Card>
  )
}

/** Who counts under each definition, on any day: one child may count under one and not under another (X-01…X-06). */
export function DefinitionsPage() {
  const { t } = useLingui()
  const { today } = useSession().school
  const manages = useHasRole('principal', 'administrator')
  const navigate = route.useNavigate()
  const asOf = route.useSearch().asOf ?? today
  const [changing, setChanging] = useState<DefinitionInfo | null>(null)
  const query = useQuery(definitionsQuery(asOf === today ? undefined : asOf))
  const sorted = [...(query.data?.definitions ?? [])].sort(
    (one, other) => Number(other.isPrimary) - Number(one.isPrimary),
  )
  return (
    <Page>
      <PageHeader
        back={{ link: { to: '/children' }, label: t`孩子` }}
        title={<Trans>怎样才算在名单里</Trans>}
        below={
          <Trans>各部门的口径不一样，同一个孩子可能按这条算、按那条不算。报数时写明是哪一条、哪一天。</Trans>
        }
      />
      <div className="mb-4">
        <Field label={<Trans>按哪一天算</Trans>}>
          <DateInput
            value={asOf}
            max={today}
            onChange={(day) =>
              void navigate({ search: day === '' || day > today ? {} : { asOf: day }, replace: true })
            }
          />
        </Field>
      </div>
      {query.data !== undefined ? (
        <ul className={query.isPlaceholderData ? 'space-y-2.5 opacity-60' : 'space-y-2.5'}>
          {sorted.map((one) => (
            <DefinitionCard
              key={one.key}
              definition={one}
              asOf={asOf}
              {...(manages && { onChange: () => setChanging(one) })}
            />
          ))}
        </ul>
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={6} />
      )}
      {changing !== null && <DefinitionDialog definition={changing} onClose={() => setChanging(null)} />}
    </Page>
  )
}
