import { plural, t } from '@lingui/core/macro'
import type { MyDayItem } from '#shared/day/schema.ts'
import type { ExcuseKind } from '#shared/excuses/schema.ts'
import { joinWords, topicsText } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate, formatDue } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'

/** Whom the item is about: a call is to the parents. */
export function itemTitle({ evidence, pupilName, contact }: MyDayItem): string {
  if (evidence !== 'parentContact') return pupilName
  const who = contact === null ? t`家长` : kinText(contact.who)
  return t`${pupilName}的${who}`
}

/** The last card of whatever kind; another kind than the duty's is named: a talk with the child reached no parent. */
function lastText({ key, lastCard }: MyDayItem): string {
  if (lastCard === null) return t`还没有来往`
  const on = formatDate(lastCard.heldOn)
  const kind = dutyText(lastCard.kind)
  const day = lastCard.kind === key ? t`上次 ${on}` : t`上次${kind} ${on}`
  const topics = topicsText(lastCard.topics)
  return topics === '' ? day : t`${day}，聊了${topics}`
}

/** A talk does not come about, a visit meets nobody, a call reaches nobody. */
function attemptsText({ evidence, attempts }: Pick<MyDayItem, 'evidence' | 'attempts'>): string {
  if (evidence === 'talk')
    return plural(attempts, { one: '找过 # 次，没有谈成', other: '找过 # 次，没有谈成' })
  if (evidence === 'homeVisit')
    return plural(attempts, { one: '去过 # 次，没有见到人', other: '去过 # 次，没有见到人' })
  return plural(attempts, { one: '试过 # 次，没有联系上', other: '试过 # 次，没有联系上' })
}

function triedText({ evidence, attempts, lastAttemptOn }: MyDayItem): string {
  if (attempts === 0) return ''
  const tried = attemptsText({ evidence, attempts })
  if (lastAttemptOn === null) return tried
  const day = formatDate(lastAttemptOn)
  return t`${tried}（${day}）`
}

/** Whose it is when it is not the reader's alone: covered, shared, or a colleague's. */
function whoText({ coverFor, mine, performers }: MyDayItem): string {
  const names = joinWords(performers)
  if (coverFor !== null) return t`替${coverFor}`
  if (names === '') return ''
  return mine ? t`和${names}一起` : t`由${names}负责`
}

/** Windows before the one shown that are still to do, and since when the oldest of them is overdue. */
export function beforeText(
  { alsoOpen, oldestDueOn }: Pick<MyDayItem, 'alsoOpen' | 'oldestDueOn'>,
  today: string,
): string {
  if (alsoOpen === 0) return ''
  const before = plural(alsoOpen, { one: '前面还有 # 次没做', other: '前面还有 # 次没做' })
  if (oldestDueOn >= today) return before
  const { text } = formatDue(oldestDueOn, today)
  return t`${before}，最早的${text}`
}

/** The line under the name: what is to be done, what was tried, when the last time was. */
export function itemDetail(item: MyDayItem, today: string): string {
  const tried = triedText(item)
  return [dutyText(item.key), beforeText(item, today), tried === '' ? lastText(item) : tried, whoText(item)]
    .filter((part) => part !== '')
    .join(' · ')
}

/** Beside the name: class, and for a call when it suits. */
export function itemPlace({ evidence, className, contact }: MyDayItem): string {
  const time = contact?.bestTime ?? ''
  return [className ?? '', evidence === 'parentContact' && time !== '' ? time : '']
    .filter((part) => part !== '')
    .join(' · ')
}

export const excuseKinds: readonly ExcuseKind[] = [
  'away',
  'declined',
  'unreachable',
  'holiday',
  'moved',
  'other',
]
