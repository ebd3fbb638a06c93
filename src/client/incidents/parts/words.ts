import { msg, plural, t } from '@lingui/core/macro'
import { i18n, type MessageDescriptor } from '@lingui/core'
import type { Clock } from '#shared/incidents/rules/clocks.ts'
import type { Channel, Incident, IncidentKind, IncidentStep, Party } from '#shared/incidents/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatInstant } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import type { ChipTone } from '#client/ui/chip.tsx'

const kinds: Record<IncidentKind, MessageDescriptor> = {
  hurt: msg`摔伤、碰伤`,
  ill: msg`生病、不舒服`,
  missing: msg`找不到孩子`,
  conflict: msg`孩子之间冲突`,
  traffic: msg`路上出事`,
  water: msg`落水`,
  fire: msg`起火、触电`,
  other: msg`别的事`,
}
export const kindText = (kind: IncidentKind): string => i18n._(kinds[kind])
export const kindOptions = (): { value: IncidentKind; label: string }[] =>
  (Object.keys(kinds) as IncidentKind[]).map((value) => ({ value, label: kindText(value) }))

const parties: Record<Party, MessageDescriptor> = {
  carer: msg`照顾孩子的人`,
  parent: msg`父母或监护人`,
  authority: msg`上级教育部门`,
  town: msg`镇党委、政府`,
  police: msg`公安`,
  civilAffairs: msg`民政`,
  education: msg`教育部门（保护报告）`,
}

/** Whom a notice is for: 奶奶, or the office; `known` is what the file calls somebody. */
export const partyText = ({ party, relation }: { party: Party; relation: string | null }): string =>
  relation === null ? i18n._(parties[party]) : kinText(relation)

const channels: Record<Channel, MessageDescriptor> = {
  phone: msg`电话`,
  inPerson: msg`当面`,
  message: msg`短信、微信`,
  letter: msg`书面`,
}
export const channelText = (channel: Channel): string => i18n._(channels[channel])
export const channelOptions = (): { value: Channel; label: string }[] =>
  (Object.keys(channels) as Channel[]).map((value) => ({ value, label: channelText(value) }))

/** Lateness is counted in minutes (K-41); on a clock that has run for hours nobody reads them any more. */
function overText(late: number): string {
  const hours = Math.floor(late / 60)
  return hours < 3
    ? plural(late, { one: '已超 # 分钟', other: '已超 # 分钟' })
    : plural(hours, { one: '已超 # 小时', other: '已超 # 小时' })
}

/** How a clock reads: 还有 12 分钟, 已超 8 分钟. The words say it, the colour helps. */
export function clockText(clock: Clock): { text: string; tone: ChipTone } {
  switch (clock.kind) {
    case 'withheld':
      return { text: t`已定不告诉`, tone: 'plain' }
    case 'told':
      return clock.late === 0
        ? { text: t`告诉到了`, tone: 'done' }
        : {
            text: plural(clock.late, { one: '告诉到了，晚 # 分钟', other: '告诉到了，晚 # 分钟' }),
            tone: 'due',
          }
    case 'overdue':
      return { text: overText(clock.late), tone: 'danger' }
    case 'running':
      return clock.left === 0
        ? { text: t`不到 1 分钟`, tone: 'due' }
        : { text: plural(clock.left, { one: '还有 # 分钟', other: '还有 # 分钟' }), tone: 'due' }
    case 'atOnce':
      return { text: t`现在就报告`, tone: 'danger' }
    case 'untimed':
      return { text: t`不计时`, tone: 'plain' }
  }
}

/** What somebody did: 周老师 打了电话，没联系上 奶奶. */
export function stepText(step: IncidentStep, incident: Pick<Incident, 'notices' | 'steps'>): string {
  const notice = incident.notices.find(({ id }) => id === step.noticeId)
  const who = notice === undefined ? '' : partyText(notice)
  const how = step.channel === null ? '' : channelText(step.channel)
  switch (step.kind) {
    case 'tried':
      return t`${how}找${who}，没联系上`
    case 'told':
      return t`${how}告诉了${who}`
    case 'takenBack':
      return t`收回一条记错的`
    case 'withheld':
      return t`决定暂不告诉${who}`
    case 'note':
      return t`补充`
    case 'closed':
      return t`写了结果，结束`
  }
}

/** Whose it was, each with the class. */
export const childrenText = (children: readonly Whose[]): string => joinWords(children.map(childText))

interface Whose {
  readonly name: string
  readonly className: string | null
  readonly leftOn?: string | null
}

/** Whose it is: 三年级(1)班 林小满, and that the child is there no more. */
export function childText({ name, className, leftOn = null }: Whose): string {
  const who = className === null ? name : `${className} ${name}`
  return leftOn === null ? who : t`${who}（已离校）`
}

/** An instant, with its day only where that is another than the one everything else is of. */
export function timeText(instant: string, knownAt: string): string {
  const [day, other] = [formatInstant(instant), formatInstant(knownAt)]
  const time = formatInstant(instant, 'time')
  return day.slice(0, -time.length) === other.slice(0, -time.length) ? time : day
}

/** When it was, or that nobody knows. */
export const occurredText = (occurredAt: string | null): string =>
  occurredAt === null ? t`时间不清楚` : formatInstant(occurredAt)
