import { Trans, useLingui } from '@lingui/react/macro'
import { wasAsked } from '#shared/figures/rules/asked.ts'
import type { TermRollup } from '#shared/handbook/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { knownName } from '#client/lib/known-name.ts'
import { PrintEntries, PrintForm } from './print.tsx'
import { diariesText, percentText, reachText, timesText, weekDays, weekName, weeksText } from './words.ts'

/** What was not due yet is no result of the term. */
const hasFallenDue = (figure: TermRollup['figures'][number]): boolean => wasAsked({ ...figure, open: 0 })

/** The term on paper. */
export function TermPrint({ term, named }: { term: TermRollup; named: boolean }) {
  const { t } = useLingui()
  const { children } = term.coverage
  const { entries } = term.diaries
  const name = knownName(term.term.name)
  return (
    <PrintForm
      title={<Trans>班队工作手册 · {name}小结</Trans>}
      below={`${term.className}　${formatDateRange(term.term.from, term.term.to)}`}
      rows={[
        {
          head: <Trans>做到了多少</Trans>,
          body: (
            <>
              {term.figures
                .filter(hasFallenDue)
                .map(({ key, onTime, early, late, missed, excused, percent: share }) => (
                  <p key={key}>
                    <b className="font-semibold">{dutyText(key)}</b>{' '}
                    {t`按时 ${onTime}，提前 ${early}，补上 ${late}，没做 ${missed}，有说明 ${excused}`}
                    {share !== null && ` · ${percentText(share)}`}
                  </p>
                ))}
              {children > 0 && <p>{reachText(term.coverage)}</p>}
            </>
          ),
        },
        {
          head: <Trans>关爱行动</Trans>,
          body: term.cards.map(({ kind, reached: times }) => timesText(kind, times)).join(t`；`),
        },
        { head: <Trans>各周</Trans>, body: weeksText(term.weeks) },
        // A row each: one for all of them would not go on on the next sheet, and leave the first one empty.
        ...term.weeks.flatMap((week) =>
          week.planned === null
            ? []
            : [
                {
                  head: (
                    <>
                      {weekName(week)}
                      <br />
                      <span className="text-xs font-normal whitespace-nowrap">{weekDays(week)}</span>
                    </>
                  ),
                  body: week.planned,
                },
              ],
        ),
        {
          head: <Trans>其他记录</Trans>,
          goesOn: true,
          body: <PrintEntries entries={term.entries} named={named} />,
        },
        {
          head: <Trans>成长日记</Trans>,
          body: entries > 0 ? diariesText(term.diaries) : '',
        },
        { head: <Trans>班主任</Trans>, body: '' },
      ]}
    />
  )
}
