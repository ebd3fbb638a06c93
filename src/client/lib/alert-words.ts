import { plural, t } from '@lingui/core/macro'
import type { FamilyAlert } from '#shared/family/schema.ts'
import { formatDate } from './format.ts'
import { callsOftenText } from './kin-facts.ts'
import { kinText } from './kin-words.ts'

/** A kind of alert as the name of a filter. */
export function alertKindText(kind: FamilyAlert['kind']): string {
  switch (kind) {
    case 'unattended':
      return t`不满 8 岁没人看`
    case 'alone':
      return t`不满 16 岁一个人过`
    case 'nobody':
      return t`没人照顾或不确定`
    case 'notAsked':
      return t`还没问由谁照顾`
    case 'barred':
      return t`照护人不合适`
    case 'unreachable':
      return t`一个号码都没有`
    case 'carerIll':
      return t`照护人有病`
    case 'carerOld':
      return t`照护人年满 70`
    case 'agreementMissing':
      return t`没有委托协议`
    case 'agreementEnding':
      return t`委托协议快到期`
    case 'numberDead':
      return t`有号码打不通`
    case 'noWeeklyContact':
      return t`很久没和父母联系`
  }
}

function silenceText({ on, days, often }: FamilyAlert): string {
  if (often !== null) {
    const how = callsOftenText(often)
    return t`父母都在外，${how}。法律要求每周至少和孩子联系一次。`
  }
  if (on === null || days === null) return t`父母都在外，很久没有联系上。`
  const day = formatDate(on)
  return plural(days, {
    one: `父母都在外，上次联系上是 ${day}，# 天前。`,
    other: `父母都在外，上次联系上是 ${day}，# 天前。`,
  })
}

/** What is the matter and why it is said, in one sentence. */
export function alertText(alert: FamilyAlert): string {
  const who = alert.who === null ? '' : kinText(alert.who)
  const age = alert.age ?? ''
  const day = alert.on === null ? '' : formatDate(alert.on, 'full')
  switch (alert.kind) {
    case 'unattended':
      return t`孩子 ${age} 岁，家里没有人照顾。不满 8 岁，一刻也不能没人看。`
    case 'alone':
      return t`孩子 ${age} 岁，家里没有人照顾。不满 16 岁，不能一个人生活。`
    case 'nobody':
      return alert.who === 'uncertain' ? t`家里由谁照顾还不确定。` : t`家里现在没有人照顾。`
    case 'notAsked':
      return t`父母都不在家，还没有人问过由谁照顾。`
    case 'barred':
      return alert.age === null
        ? t`${who}有法律规定不能受委托照护的情形，请另找合适的人。`
        : t`${who}只有 ${age} 岁，还没有成年，不能受委托照护。`
    case 'unreachable':
      return t`没有一个能打通的号码。`
    case 'carerIll':
      return t`${who}身体不好，照顾孩子有困难。`
    case 'carerOld':
      return t`${who}已经 ${age} 岁。`
    case 'agreementMissing':
      return t`${who}照顾孩子，还没有有效的委托照护协议。`
    case 'agreementEnding':
      return t`和${who}的委托照护协议 ${day} 到期。`
    case 'numberDead':
      return t`${who}的号码打不通，${day}发现的。`
    case 'noWeeklyContact':
      return silenceText(alert)
  }
}

/** What an act of the law is called for the family. */
export function legalActText(act: 'consent' | 'medical' | 'pickUp' | 'daily' | 'informed'): string {
  switch (act) {
    case 'consent':
      return t`签字同意`
    case 'medical':
      return t`决定看病`
    case 'pickUp':
      return t`接走孩子`
    case 'daily':
      return t`日常照顾`
    case 'informed':
      return t`了解情况`
  }
}

export function legalBasisName(basis: 'parent' | 'legalGuardian' | 'entrusted' | 'helper'): string {
  switch (basis) {
    case 'parent':
      return t`父母`
    case 'legalGuardian':
      return t`法定监护人`
    case 'entrusted':
      return t`受委托照护`
    case 'helper':
      return t`帮忙照看`
  }
}
