import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { findCatalogueDuty } from '#shared/duties/rules/catalogue.ts'
import type { RuleKey } from '#shared/duties/schema.ts'
import type { PlanPreview, PlanRuleChange, PlanWarning } from '#shared/plans/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Section } from '#client/ui/card.tsx'
import { categoryText } from './param-words.ts'
import { definitionText, nobodyText, wayText } from './plan-words.ts'

/** One kind of duty: what ends, what begins, from which day (K-27). */
function useChange({
  key,
  kind,
  before,
  after,
  lastDay,
  firstDay,
  cut,
  rest,
  dropped,
  begun,
}: PlanRuleChange): string[] {
  const { t } = useLingui()
  const what = dutyText(key)
  const old = before === null ? '' : wayText(before)
  const now = after === null ? '' : wayText(after)
  const end = lastDay === null ? '' : formatDate(lastDay, 'weekday')
  const start = firstDay === null ? '' : formatDate(firstDay, 'weekday')
  if (kind === 'later' && before === null && after?.period === 'holiday')
    return [t`${what}：${now}。日历里还没有以后的放假，定下以后就会开始。`]
  if (kind === 'later')
    return [
      before === null
        ? t`${what}：${now}。日历里还没有下一个完整的时段，填好下一个学期就会开始。`
        : t`${what}：要改成${now}，但日历里还没有下一个完整的时段，先照旧（${old}）。`,
    ]
  const lines =
    kind === 'begins'
      ? [t`${what}：从${start}开始，${now}。`]
      : kind === 'ends'
        ? [t`${what}：到${end}为止，以后不再安排（原来${old}）。`]
        : [t`${what}：${old}，到${end}为止；从${start}起改为${now}。`]
  if (cut !== null) {
    const [from, to] = [formatDate(cut.from), formatDate(cut.to)]
    const newTo = formatDate(cut.newTo)
    lines.push(t`正在做的时段（${from}到${to}）到${newTo}结束：做了的算数，没做的不算逾期，也不计数。`)
  }
  if (rest !== null) {
    const until = formatDate(rest)
    lines.push(t`这个时段已经过了一部分，剩下的还不少于一半，第一个时段就从这天到${until}。`)
  }
  if (dropped > 0)
    lines.push(
      plural(dropped, { one: '原来排好的 # 个时段不再安排。', other: '原来排好的 # 个时段不再安排。' }),
    )
  if (begun > 0)
    lines.push(plural(begun, { one: '到学期末新排 # 个时段。', other: '到学期末新排 # 个时段。' }))
  return lines
}

function Change({ change }: { change: PlanRuleChange }) {
  const [first, ...rest] = useChange(change)
  return (
    <li className="py-2.5">
      <p>{first}</p>
      {rest.length > 0 && <p className="text-sm text-soft">{rest.join(' ')}</p>}
    </li>
  )
}

/** What adopting does to the duties as they stand today, counted by doing it once and taking it back. */
function Outcome({ outcome: { opened, withdrawn, ended, overdue } }: { outcome: PlanPreview['outcome'] }) {
  const parts = [
    opened > 0 ? plural(opened, { one: '新排 # 件', other: '新排 # 件' }) : '',
    withdrawn > 0 ? plural(withdrawn, { one: '撤下还没做的 # 件', other: '撤下还没做的 # 件' }) : '',
    ended > 0
      ? plural(ended, {
          one: '正在做的 # 件提前结束，没做的不算逾期',
          other: '正在做的 # 件提前结束，没做的不算逾期',
        })
      : '',
    overdue > 0
      ? plural(overdue, {
          one: '因为从过去的日子开始，其中 # 件一采用就已逾期',
          other: '因为从过去的日子开始，其中 # 件一采用就已逾期',
        })
      : '',
  ].filter((part) => part !== '')
  const all = joinWords(parts)
  return (
    <li className="py-2.5">
      {parts.length === 0 ? <Trans>现在排着的事一件也不变。</Trans> : <Trans>一采用：{all}。</Trans>}
    </li>
  )
}

/** Whom else the plan looks after, and how many of them the school has marked. */
function Others({ others }: Pick<PlanPreview, 'others'>) {
  const { t } = useLingui()
  if (others.length === 0) return null
  const lines = others.map(({ category, children }) => {
    if (children === null) return categoryText(category)
    const marked = plural(children, { one: '登记了 # 个', other: '登记了 # 个' })
    return t`${categoryText(category)}（${marked}）`
  })
  return (
    <li className="py-2.5">
      <Trans>还照顾：{joinWords(lines)}。</Trans>
    </li>
  )
}

/** What will happen once the plan is adopted, in words; what stays is one line. */
export function Changes({ preview, definition }: { preview: PlanPreview; definition: string }) {
  const { t } = useLingui()
  const { definitionBefore: before, changes } = preview
  const stays = joinWords(changes.filter(({ kind }) => kind === 'stays').map(({ key }) => dutyText(key)))
  return (
    <Section title={<Trans>采用以后会怎样</Trans>}>
      <ul className="divide-y divide-line rounded-card border border-line bg-white px-3.5">
        {before !== null && before !== definition && (
          <li className="py-2.5">
            <Trans>
              名单改为：{definitionText(definition)}（原来：{definitionText(before)}）。
            </Trans>
          </li>
        )}
        <Others others={preview.others} />
        {changes
          .filter(({ kind }) => kind !== 'stays')
          .map((change) => (
            <Change key={change.key} change={change} />
          ))}
        {stays !== '' && <li className="py-2.5">{t`照旧：${stays}。`}</li>}
        <Outcome outcome={preview.outcome} />
        <li className="py-2.5 text-sm text-soft">
          <Trans>已经做了的、写了说明的都留着，一件也不会丢。</Trans>
        </li>
      </ul>
    </Section>
  )
}

/** Waits for holidays of the calendar, not for a term. */
const isAtHolidays = (key: RuleKey): boolean => findCatalogueDuty(key)?.period === 'holiday'

/** Warnings of one kind about several duties are one sentence. */
function useWarnings(): (warnings: readonly PlanWarning[]) => string[] {
  const { t } = useLingui()
  return (warnings) => {
    const missing = warnings.flatMap((one) => (one.code === 'nobodyPerforms' ? [one] : []))
    const unplaced = warnings.flatMap((one) => (one.code === 'neverDue' ? [one.key] : []))
    const [never, atHolidays] = [unplaced.filter((key) => !isAtHolidays(key)), unplaced.filter(isAtHolidays)]
    const years = joinWords(
      warnings.flatMap((one) => (one.code === 'noHolidays' ? one.years.map(String) : [])),
    )
    const unmarked = joinWords(
      warnings.flatMap((one) => (one.code === 'nobodyMarked' ? one.categories.map(categoryText) : [])),
    )
    const needed = joinWords(
      warnings.flatMap((one) => (one.code === 'needsMarks' ? one.categories.map(categoryText) : [])),
    )
    const whoms = [...new Set(missing.map(nobodyText))]
    return [
      ...(warnings.some(({ code }) => code === 'nobodyOnList')
        ? [t`按这个口径，名单上现在一个孩子也没有。导入名册、核对口径以后才会有要做的事。`]
        : []),
      ...(unmarked === ''
        ? []
        : [
            t`方案还照顾${unmarked}，学校还没有登记过，这些孩子现在不会建档，也不会排上。请班主任在孩子的页面“档案”里登记。`,
          ]),
      ...(needed === ''
        ? []
        : [t`方案还照顾${needed}：登记过的才会建档、排上。请班主任在孩子的页面“档案”里登记。`]),
      ...(never.length > 0
        ? [
            t`${joinWords(never.map(dutyText))}暂时排不出来：日历里这一天以后没有完整的时段。请填好下一个学期，或改开始的日子。`,
          ]
        : []),
      ...(atHolidays.length > 0
        ? [
            t`${joinWords(atHolidays.map(dutyText))}暂时排不出来：日历里这一天以后没有放假。请先到“放假和调休”里定下。`,
          ]
        : []),
      ...(years === ''
        ? []
        : [t`日历里还没有 ${years} 年的放假和调休，那时的放假也会算成教学日。请先到“放假和调休”里定下。`]),
      ...whoms.map((whom) => {
        const own = missing.filter((one) => nobodyText(one) === whom)
        const names = joinWords(own.map(({ key }) => dutyText(key)))
        return own.some(({ role }) => role === 'helpingTeacher')
          ? t`${names}：${whom}。请在“结对”里安排，不然这些事没有人做。`
          : t`${names}：${whom}。请在“帐号”里补上，不然这些事没有人做。`
      }),
    ]
  }
}

/** What is worth a second thought; none of it refuses. */
export function Warnings({ warnings }: { warnings: readonly PlanWarning[] }) {
  const texts = useWarnings()(warnings)
  if (texts.length === 0) return null
  return (
    <Banner tone="due" title={<Trans>采用前请看一下</Trans>}>
      <ul className="mt-1 list-disc space-y-1 ps-5 text-ink">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Banner>
  )
}
