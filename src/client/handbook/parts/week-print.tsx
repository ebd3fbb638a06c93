import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { WeekPage } from '#shared/handbook/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { knownName } from '#client/lib/known-name.ts'
import { PrintEntries, PrintForm } from './print.tsx'
import { timesText, weekDays, weekName } from './words.ts'

function namesOf(children: readonly { name: string }[], named: boolean): string {
  if (!named || children.length === 0) return ''
  const names = joinWords(children.map(({ name }) => name))
  return t`（${names}）`
}

/** The week's page on paper: without children's names unless asked for, because paper is seen by others. */
export function WeekPrint({ page, named }: { page: WeekPage; named: boolean }) {
  const done = page.page?.completedOn ?? null
  const when = done === null ? '' : formatDate(done, 'full')
  const by = page.page?.completedByName ?? ''
  return (
    <PrintForm
      title={<Trans>班队工作手册</Trans>}
      below={`${page.className}　${knownName(page.termName)}　${weekName(page.week)}　${weekDays(page.week)}`}
      rows={[
        { head: <Trans>工作打算</Trans>, body: page.page?.planned ?? '' },
        {
          head: <Trans>这周到期</Trans>,
          body: page.duties.map(({ key, count, done: made, children }) => (
            <p key={key}>
              {t`${timesText(key, count)}，做到 ${made} 次`}
              {namesOf(children, named)}
            </p>
          )),
        },
        {
          head: <Trans>关爱行动</Trans>,
          body: (
            <>
              {page.cards.map(({ kind, reached, tried, children }) => (
                <p key={kind}>
                  {timesText(kind, reached)}
                  {tried > 0 &&
                    ` · ${plural(tried, { one: '另有 # 次没联系上', other: '另有 # 次没联系上' })}`}
                  {namesOf(children, named)}
                </p>
              ))}
            </>
          ),
        },
        { head: <Trans>其他记录</Trans>, body: <PrintEntries entries={page.entries} named={named} /> },
        { head: <Trans>班主任</Trans>, body: done === null ? '' : t`${by}　${when}` },
      ]}
    />
  )
}
