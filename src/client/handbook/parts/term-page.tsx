import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { TermGroup, TermNumber, TermRollup } from '#shared/handbook/schema.ts'
import { cardKindText } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { knownName } from '#client/lib/known-name.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { DataTable, type Column } from '#client/ui/data-table.tsx'
import { NumberButton } from '#client/ui/number-button.tsx'
import { Page, PageHeader, PageHeaderSkeleton } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { termQuery } from '../queries.ts'
import { Entries } from './entries.tsx'
import { TermPrint } from './term-print.tsx'
import type { Opened } from './term-sheet.tsx'
import { diariesText, percentText, reachText, weekDays, weekName, weeksText } from './words.ts'

const TermSheet = lazyPart(async () => (await import('./term-sheet.tsx')).TermSheet)
const route = getRouteApi('/app/handbook/$classId/term/$termId')

type Figure = TermRollup['figures'][number]

/** A number opens the list it counts; none has no list. */
function NumberCell({ count, name, onPress }: { count: number; name: string; onPress: () => void }) {
  if (count === 0) return count
  return (
    <button
      type="button"
      aria-label={`${name} ${count}`}
      onClick={onPress}
      className="-my-2.5 inline-flex min-h-11 min-w-11 items-center justify-end text-sea underline underline-offset-4"
    >
      {count}
    </button>
  )
}

const numberColumn = (
  number: TermNumber,
  label: string,
  onOpen: (opened: Opened) => void,
): Column<Figure> => ({
  id: number,
  header: label,
  align: 'end',
  cell: (figure) => (
    <NumberCell
      count={figure[number]}
      name={`${dutyText(figure.key)} ${label}`}
      onPress={() => onOpen({ duty: figure.key, number, label })}
    />
  ),
})

function Figures({ classId, term }: { classId: string; term: TermRollup }) {
  const { t } = useLingui()
  const [opened, setOpen] = useState<Opened | null>(null)
  const numbers: { number: TermNumber; label: string }[] = [
    { number: 'onTime', label: t`按时` },
    { number: 'early', label: t`提前做到` },
    { number: 'late', label: t`补上` },
    { number: 'missed', label: t`没做` },
    { number: 'excused', label: t`有说明` },
    { number: 'open', label: t`没到期` },
  ]
  const columns: Column<Figure>[] = [
    { id: 'key', header: t`什么`, cell: ({ key }) => dutyText(key) },
    ...numbers.map(({ number, label }) => numberColumn(number, label, setOpen)),
    { id: 'percent', header: t`按时完成`, align: 'end', cell: ({ percent }) => percentText(percent) },
  ]
  const { children, reached } = term.coverage
  const groups: { group: TermGroup; label: string; value: number }[] = [
    { group: 'reached', label: t`联系到的孩子`, value: reached },
    { group: 'unreached', label: t`还没有联系到的孩子`, value: children - reached },
    // As many as the list behind it has; how often stands there beside each child.
    ...term.cards.map((card) => {
      const kind = cardKindText(card.kind)
      return { group: card.kind, label: t`有${kind}的孩子`, value: card.children }
    }),
  ]
  return (
    <Section title={<Trans>做到了多少</Trans>}>
      <DataTable
        caption={t`做到了多少`}
        columns={columns}
        rows={term.figures}
        rowId={({ key }) => key}
        empty={
          <p className="py-3 text-soft">
            <Trans>这个学期没有到期的任务。</Trans>
          </p>
        }
      />
      {opened !== null && (
        <TermSheet classId={classId} termId={term.term.id} opened={opened} onClose={() => setOpen(null)} />
      )}
      {children > 0 && <p className="mt-2 px-0.5">{reachText(term.coverage)}</p>}
      <p className="-mx-1.5 mt-1 flex flex-wrap gap-x-2">
        {groups
          .filter(({ value }) => value > 0)
          .map(({ group, label, value }) => (
            <NumberButton key={group} label={label} value={value} onPress={() => setOpen({ group, label })} />
          ))}
      </p>
    </Section>
  )
}

function WeekLines({ weeks }: { weeks: TermRollup['weeks'] }) {
  const kept = weeks.filter(({ planned }) => planned !== null)
  return (
    <Section title={<Trans>各周</Trans>} aside={weeksText(weeks)}>
      <Card>
        {kept.length === 0 ? (
          <p className="text-soft">
            <Trans>这个学期还没有写过。</Trans>
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {kept.map((week) => (
              <li key={week.on} className="py-2.5">
                <p className="text-sm text-soft">
                  {weekName(week)} · {weekDays(week)}
                </p>
                <p className="whitespace-pre-wrap">{week.planned}</p>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </Section>
  )
}

const backTo = (classId: string) =>
  ({ link: { to: '/handbook/$classId', params: { classId } }, label: <Trans>班队工作手册</Trans> }) as const

function Content({ classId, term }: { classId: string; term: TermRollup }) {
  const { t } = useLingui()
  const [named, setNamed] = useState(false)
  const { entries } = term.diaries
  const name = knownName(term.term.name)
  return (
    <>
      <PageHeader
        above={term.className}
        title={<Trans>{name}小结</Trans>}
        below={formatDateRange(term.term.from, term.term.to)}
        back={backTo(classId)}
      />
      <Figures classId={classId} term={term} />
      <WeekLines weeks={term.weeks} />
      {term.entries.length > 0 && (
        <Section title={<Trans>自己记的</Trans>}>
          <Card>
            <Entries entries={term.entries} onEdit={undefined} />
          </Card>
        </Section>
      )}
      {entries > 0 && <p className="mt-4 text-soft">{t`成长日记：${diariesText(term.diaries)}`}</p>}
      <div className="mt-6">
        <Checkbox
          checked={named}
          onChange={setNamed}
          label={t`打印时带上写到孩子的内容`}
          help={<Trans>纸会被别人看到，平时不带。</Trans>}
        />
        <Button icon="print" onClick={() => print()}>
          <Trans>打印小结</Trans>
        </Button>
      </div>
      <TermPrint term={term} named={named} />
    </>
  )
}

/** A class's term in figures and entries, to read and to print (P1-65). */
export function TermPage() {
  const { classId, termId } = route.useParams()
  const query = useQuery(termQuery(classId, termId))
  return (
    <Page width="wide">
      {query.data !== undefined ? (
        <Content classId={classId} term={query.data} />
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <>
          <PageHeaderSkeleton back={backTo(classId)} name={<Trans>学期小结</Trans>} above below />
          <Skeleton rows={4} />
        </>
      )}
    </Page>
  )
}
