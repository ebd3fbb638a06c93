import { Trans, useLingui } from '@lingui/react/macro'
import type { TermRollup } from '#shared/handbook/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { knownName } from '#client/lib/known-name.ts'
import { PrintEntries, PrintForm } from './print.tsx'
import { percentText, timesText, weekDays, weekName } from './words.ts'

/** The term on paper. */
export function TermPrint({ term, named }: { term: TermRollup; named: boolean }) {
  const { t } = useLingui()
  const { children, reached, percent } = term.coverage
  const { authors, entries } = term.diaries
  const name = knownName(term.term.name)
  const completed = term.weeks.filter(({ state }) => state === 'completed').length
  const missing = term.weeks.filter(({ state }) => state === 'missing').length
  return (
    <PrintForm
      title={<Trans>班队工作手册 · {name}小结</Trans>}
      below={`${term.className}　${formatDateRange(term.term.from, term.term.to)}`}
      rows={[
        {
          head: <Trans>做到了多少</Trans>,
          body: (
            <>
              {term.figures.map(({ key, onTime, early, late, missed, excused, percent: share }) => (
                <p key={key}>
                  <b className="font-semibold">{dutyText(key)}</b>{' '}
                  {t`按时 ${onTime}，提前 ${early}，补上 ${late}，没做 ${missed}，有说明 ${excused}`}
                  {share !== null && ` · ${percentText(share)}`}
                </p>
              ))}
              {children > 0 && (
                <p>{t`该联系的 ${children} 个孩子，联系到 ${reached} 个（${percentText(percent)}）。`}</p>
              )}
            </>
          ),
        },
        {
          head: <Trans>关爱行动</Trans>,
          body: term.cards.map(({ kind, reached: times }) => timesText(kind, times)).join(t`；`),
        },
        {
          head: <Trans>各周</Trans>,
          body: (
            <>
              <p className="mb-1">{t`写完 ${completed} 周，缺 ${missing} 周。`}</p>
              {term.weeks.map(
                (week) =>
                  week.planned !== null && (
                    <p key={week.on} className="mb-1">
                      <b className="font-semibold">
                        {weekName(week)} · {weekDays(week)}
                      </b>{' '}
                      {week.planned}
                    </p>
                  ),
              )}
            </>
          ),
        },
        { head: <Trans>其他记录</Trans>, body: <PrintEntries entries={term.entries} named={named} /> },
        {
          head: <Trans>成长日记</Trans>,
          body: entries > 0 ? t`${authors} 位老师写了 ${entries} 篇。` : '',
        },
        { head: <Trans>班主任</Trans>, body: '' },
      ]}
    />
  )
}
