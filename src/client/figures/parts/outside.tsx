import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { outsideText, type OutsideTable } from '#shared/figures/rules/outside.ts'
import {
  COLUMN_WORDS,
  OUTSIDE_NOTES,
  OUTSIDE_TITLE,
  outsideHead,
  rowWords,
  TABLE_WORDS,
} from '#shared/figures/rules/outside-words.ts'
import type { OutsideReport } from '#shared/figures/schema.ts'
import { currentLocale } from '#client/lib/i18n.ts'
import { NoPlan } from '#client/lib/no-plan.tsx'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { cx } from '#client/ui/cx.ts'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { outsideQuery, useOutsideExport, useOutsidePrint } from '../queries.ts'
import { BoardTabs } from './board-tabs.tsx'
import { TermSelect } from './term-select.tsx'

const route = getRouteApi('/app/figures/outside')

const language = (): 'zh' | 'en' => (currentLocale() === 'en' ? 'en' : 'zh')

const end = 'px-2 py-1.5 text-end tabular-nums whitespace-nowrap print:py-1'

function Table({ table: { key, columns, rows } }: { table: OutsideTable }) {
  const words = language()
  return (
    <section
      className={cx('min-w-0 break-inside-avoid', key === 'grades' && 'lg:col-span-2 print:col-span-2')}
    >
      <h2 className="mb-1 font-semibold">{TABLE_WORDS[key][words]}</h2>
      {/* A wide table scrolls on a phone; on paper it stands whole. */}
      <div
        className="overflow-x-auto print:overflow-visible"
        tabIndex={0}
        role="group"
        aria-label={TABLE_WORDS[key][words]}
      >
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr className="border-b border-edge text-soft">
              <th scope="col">
                <span className="visually-hidden">{TABLE_WORDS[key][words]}</span>
              </th>
              {columns.map((column) => (
                <th key={column} scope="col" className={`${end} font-medium`}>
                  {COLUMN_WORDS[column][words]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row" className="min-w-[4.5rem] py-1.5 pe-2 text-start font-normal print:py-1">
                  {rowWords(row.key)[words]}
                </th>
                {columns.map((column, at) => {
                  const cell = row.cells[at]
                  return (
                    <td key={column} className={end}>
                      {cell !== undefined && outsideText(cell)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** The sheet as it leaves the school, on screen and on paper the same. */
function Sheet({ report }: { report: OutsideReport }) {
  const words = language()
  return (
    <article className="rounded-card border border-line bg-white p-4 print:border-0 print:p-0">
      <header className="mb-4">
        <p className="text-lg font-bold">{OUTSIDE_TITLE[words]}</p>
        {outsideHead(report, words).map((line) => (
          <p key={line} className="text-sm text-soft">
            {line}
          </p>
        ))}
      </header>
      <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-2 print:grid-cols-2 print:gap-y-4">
        {report.tables.map((table) => (
          <Table key={table.key} table={table} />
        ))}
      </div>
      <footer className="mt-5 space-y-1 text-sm text-soft">
        {OUTSIDE_NOTES.map((note) => (
          <p key={note.zh}>{note[words]}</p>
        ))}
      </footer>
    </article>
  )
}

function Preview({ report }: { report: OutsideReport }) {
  const navigate = route.useNavigate()
  if (report.definition === null)
    return (
      <NoPlan>
        <Trans>选好以后就有了名单，这里才数得出来。</Trans>
      </NoPlan>
    )
  return (
    <>
      {report.term !== null && report.terms.length > 1 && (
        <div className="mb-4">
          <TermSelect
            term={report.term}
            terms={report.terms}
            onChange={(term) => void navigate({ search: { term }, replace: true })}
          />
        </div>
      )}
      <Sheet report={report} />
    </>
  )
}

/** To print or to take along as a table; both go on record, as soon as the term that is chosen is the one on screen. */
function Ways({ termId, ready }: { termId: string | undefined; ready: boolean }) {
  const wanted = termId === undefined ? {} : { termId }
  const exporting = useOutsideExport()
  const printing = useOutsidePrint()
  return (
    <span className="flex flex-wrap gap-2 print:hidden">
      <Button
        icon="print"
        disabled={!ready}
        busy={printing.isPending}
        onClick={() => printing.mutate(wanted)}
      >
        <Trans>打印</Trans>
      </Button>
      <Button
        tone="primary"
        icon="download"
        disabled={!ready}
        busy={exporting.isPending}
        onClick={() => exporting.mutate(wanted)}
      >
        <Trans>导出表格</Trans>
      </Button>
    </span>
  )
}

/** What township and county are told: counts only, small ones hidden; as it stands here it leaves the school. */
export function OutsidePage() {
  const { term } = route.useSearch()
  const allowed = useHasRole('principal', 'administrator', 'archiveKeeper')
  const report = useQuery({ ...outsideQuery(term === undefined ? {} : { termId: term }), enabled: allowed })
  const counted = (report.data?.definition ?? null) !== null
  return (
    <Page width="wide">
      <div className="print:hidden">
        <PageHeader
          title={<Trans>报校外的数字</Trans>}
          below={<Trans>给镇里、县里的就是下面这张，没有名字；打印和导出会留下记录。</Trans>}
          aside={counted && <Ways termId={term} ready={!report.isPlaceholderData} />}
        />
      </div>
      <BoardTabs />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>这一页由校长、管理员和档案员看</Trans>} />
      ) : report.data !== undefined ? (
        <Preview report={report.data} />
      ) : report.isError ? (
        <QueryError error={report.error} onRetry={() => void report.refetch()} busy={report.isFetching} />
      ) : (
        <Skeleton rows={6} />
      )}
    </Page>
  )
}
