import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { KINDS } from '#shared/agreements/rules/kinds.ts'
import type { AgreementLine, Counts, Round } from '#shared/agreements/schema.ts'
import { agreementStateText, agreementText, agreementTones } from '#client/lib/agreement-words.ts'
import { formatDateRange, formatNumber } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { cx } from '#client/ui/cx.ts'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { Select } from '#client/ui/text-input.tsx'
import { kinds, states, type RoundSearch } from './parts/search.ts'
import { aimText } from './parts/words.ts'
import { roundQuery } from './queries.ts'

const route = getRouteApi('/app/agreements')
const most = 300

/** Four figures; each is a link to the list behind it. */
function Figures({ counts, search }: { counts: Counts; search: RoundSearch }) {
  return (
    <ul className="grid grid-cols-2 gap-2.5 sm:grid-cols-4">
      {states.map((state) => {
        const chosen = search.state === state
        const { state: _state, ...others } = search
        return (
          <li key={state}>
            <Link
              to="/agreements"
              search={chosen ? others : { ...search, state }}
              aria-current={chosen ? 'true' : undefined}
              className={cx(
                'block min-h-11 rounded-card border px-3.5 py-2.5',
                chosen ? 'border-sea bg-sea-soft' : 'border-line bg-white hover:bg-sea-soft',
              )}
            >
              <b className="block text-2xl font-bold tabular-nums">{formatNumber(counts[state])}</b>
              <span className="text-sm text-soft">{agreementStateText(state)}</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

function Classes({ round, search }: { round: Round; search: RoundSearch }) {
  if (round.classes.length < 2) return null
  return (
    <Section title={<Trans>各班</Trans>}>
      <ul className="divide-y divide-line rounded-card border border-line bg-white px-3.5 sm:hidden">
        {round.classes.map(({ id, name, counts }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 py-1">
            <span className="min-w-24">{name}</span>
            {states.map(
              (state) =>
                counts[state] > 0 && (
                  <Link
                    key={state}
                    to="/agreements"
                    search={{ ...search, class: id, state }}
                    className="inline-flex min-h-11 items-center gap-1.5 text-sea"
                  >
                    {agreementStateText(state)}
                    <b className="font-semibold tabular-nums">{formatNumber(counts[state])}</b>
                  </Link>
                ),
            )}
          </li>
        ))}
      </ul>
      <div className="hidden overflow-x-auto rounded-card border border-line bg-white sm:block">
        <table className="w-full text-start">
          <thead>
            <tr className="border-b border-line text-sm text-soft">
              <th scope="col" className="px-3 py-2 text-start font-medium">
                <Trans>班级</Trans>
              </th>
              {states.map((state) => (
                <th key={state} scope="col" className="px-3 py-2 text-end font-medium whitespace-nowrap">
                  {agreementStateText(state)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {round.classes.map(({ id, name, counts }) => (
              <tr key={id}>
                <th scope="row" className="px-3 text-start font-normal whitespace-nowrap">
                  {name}
                </th>
                {states.map((state) => (
                  <td key={state} className="px-3 text-end tabular-nums">
                    {counts[state] === 0 ? (
                      <span className="text-soft">0</span>
                    ) : (
                      <Link
                        to="/agreements"
                        search={{ ...search, class: id, state }}
                        className="inline-flex min-h-11 min-w-11 items-center justify-end text-sea underline underline-offset-4"
                      >
                        {formatNumber(counts[state])}
                      </Link>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Line({ line, mayKeep }: { line: AgreementLine; mayKeep: boolean }) {
  const { id, kind, childId, staffId, name, state, unsigned } = line
  const look = 'inline-flex min-h-11 min-w-11 items-center text-sea underline-offset-4 hover:underline'
  const search = {
    kind,
    ...(childId !== null && { child: childId }),
    ...(staffId !== null && { staff: staffId }),
  }
  const title = line.childId !== null && line.staffName !== null ? `${name} · ${line.staffName}` : name
  const details = [
    line.className,
    line.from === null ? null : formatDateRange(line.from, line.to),
    state === 'toSign' ? plural(unsigned, { one: '还差 # 个签字', other: '还差 # 个签字' }) : null,
  ].filter((part) => part !== null)
  return (
    <li className="py-1.5">
      <span className="flex items-center justify-between gap-3">
        {id !== null ? (
          <Link to="/agreements/$id" params={{ id }} className={look}>
            {title}
          </Link>
        ) : mayKeep ? (
          <Link to="/agreements/new" search={search} className={look}>
            {title}
          </Link>
        ) : (
          <span className="inline-flex min-h-11 items-center">{title}</span>
        )}
        <Chip tone={agreementTones[state]}>{agreementStateText(state)}</Chip>
      </span>
      {details.length > 0 && (
        <span className="flex flex-wrap gap-x-2.5 pb-1 text-sm text-soft">
          {details.map((part) => (
            <span key={part}>{part}</span>
          ))}
        </span>
      )}
    </li>
  )
}

function Lines({ round, search }: { round: Round; search: RoundSearch }) {
  const { lines, mayKeep, keepsClasses } = round
  const keeps = ({ classId }: AgreementLine): boolean =>
    mayKeep && (keepsClasses === null || (classId !== null && keepsClasses.includes(classId)))
  const className = round.classes.find(({ id }) => id === search.class)?.name
  const shown = lines.length
  const { class: _class, ...wide } = search
  return (
    <Section
      title={className ?? <Trans context="agreement">名单</Trans>}
      aside={
        className !== undefined && (
          <Link to="/agreements" search={wide} className="inline-flex min-h-11 items-center text-sea">
            <Trans>看全部班级</Trans>
          </Link>
        )
      }
    >
      {shown === 0 ? (
        <EmptyState icon="file" title={<Trans>这里没有人</Trans>}>
          <Trans>换一种协议或状态看看；要给一个孩子签，请从孩子的页面开始。</Trans>
        </EmptyState>
      ) : (
        <Card pad="sides">
          <ul className="divide-y divide-line">
            {lines.map((line) => (
              <Line key={`${line.childId}${line.staffId}`} line={line} mayKeep={keeps(line)} />
            ))}
          </ul>
        </Card>
      )}
      {shown === most && (
        <p className="mt-2 text-sm text-soft">
          <Trans>只列出前 {most} 个，请选班级或状态。</Trans>
        </p>
      )}
    </Section>
  )
}

/** Who has signed and who has not, one kind at a time, class by class. */
export function AgreementsPage() {
  const { t } = useLingui()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const keeps = useHasRole('principal', 'archiveKeeper')
  const round = useQuery(roundQuery(search))
  // Without a choice it opens on what lacks most signatures: the server says which kind that is.
  const kind = search.kind ?? round.data?.kind ?? null
  const shown = { ...search, ...(kind !== null && { kind }) }
  const isStaff = kind !== null && !KINDS[kind].child
  return (
    <Page width="wide">
      <PageHeader
        title={<Trans>协议和责任书</Trans>}
        below={kind === null ? undefined : aimText(kind)}
        aside={
          keeps && (
            <Link to="/agreements/texts" className={buttonClass()}>
              <Trans>正文</Trans>
            </Link>
          )
        }
      />
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <Field label={<Trans>哪一种</Trans>} className="w-full sm:w-72">
          <Select
            value={kind ?? ''}
            onChange={(next) => void navigate({ search: { kind: next } })}
            options={kinds.map((one) => ({ value: one, label: agreementText(one) }))}
          />
        </Field>
        {kind !== null && isStaff && keeps && (
          <Link to="/agreements/new" search={{ kind }} className={buttonClass({ tone: 'primary' })}>
            {t`签一份`}
          </Link>
        )}
      </div>
      {round.data === undefined ? (
        round.isError ? (
          <QueryError error={round.error} onRetry={() => void round.refetch()} busy={round.isFetching} />
        ) : (
          <Skeleton rows={4} />
        )
      ) : (
        <>
          <Figures counts={round.data.counts} search={shown} />
          <Classes round={round.data} search={shown} />
          <Lines round={round.data} search={shown} />
        </>
      )}
    </Page>
  )
}
