import { plural, t } from '@lingui/core/macro'
import type { AbsenceKind, AwayKind, ParentRelation, Reason } from '#shared/children/schema.ts'
import { formatDate } from '#client/lib/format.ts'

const full = (date: string): string => formatDate(date, 'full')

/** The parent as the beginning of a sentence. */
export function parentText(relation: ParentRelation): string {
  switch (relation) {
    case 'father':
      return t({ message: `父亲`, context: 'sentence' })
    case 'mother':
      return t({ message: `母亲`, context: 'sentence' })
    case 'adoptiveFather':
      return t({ message: `养父`, context: 'sentence' })
    case 'adoptiveMother':
      return t({ message: `养母`, context: 'sentence' })
    case 'stepFather':
      return t({ message: `继父`, context: 'sentence' })
    case 'stepMother':
      return t({ message: `继母`, context: 'sentence' })
  }
}

/** Full months since a day; less than one says so. */
function monthsText(months: number): string {
  return months < 1 ? t`还不满 1 个月` : plural(months, { one: '已满 # 个月', other: '已满 # 个月' })
}

function awayText(who: string, kind: AbsenceKind): string {
  switch (kind) {
    case 'work':
      return t`${who}外出务工，这条口径不看务工`
    case 'prison':
      return t`${who}在服刑，不算外出务工`
    case 'illness':
      return t`${who}在外治病，不算外出务工`
    case 'lost':
      return t`${who}失去联系，不算外出务工`
    case 'other':
      return t`${who}因别的原因不在家，不算外出务工`
  }
}

function bothAwayText(reason: Extract<Reason, { code: 'bothParentsAway' }>): string {
  if (reason.from === null) return t`父母都外出务工，从哪天起还不清楚`
  const from = full(reason.from)
  const months = monthsText(reason.months)
  return t`父母双方自 ${from} 起都外出务工，${months}`
}

function oneAwayText(reason: Extract<Reason, { code: 'oneParentAway' }>): string {
  const who = parentText(reason.who)
  if (reason.from === null) return t`${who}外出务工，从哪天起还不清楚`
  const from = full(reason.from)
  const months = monthsText(reason.months)
  return t`${who}自 ${from} 起外出务工，${months}`
}

function notLongEnoughText(reason: Extract<Reason, { code: 'notLongEnough' }>): string {
  const from = full(reason.from)
  const { minMonths } = reason
  const short = t`自 ${from} 起外出，还不满 ${minMonths} 个月`
  if (reason.countsFrom === null) return short
  const on = full(reason.countsFrom)
  return t`${short}；没有变化的话，${on} 起计入`
}

/** Why a child counts under a rule or does not: one full sentence for every code, without its full stop. */
export function reasonText(reason: Reason): string {
  switch (reason.code) {
    case 'bothParentsAway':
      return bothAwayText(reason)
    case 'oneParentAway':
      return oneAwayText(reason)
    case 'onVisit': {
      const who = parentText(reason.who)
      const since = full(reason.homeSince)
      const last = full(reason.lastDay)
      return t`${who} ${since} 起回家探望；住到 ${last} 为止，仍算连续外出`
    }
    case 'otherParentUnable': {
      const who = parentText(reason.who)
      return reason.because === 'dead' ? t`${who}已经去世` : t`${who}没有能力照顾孩子`
    }
    case 'otherParentAtHome': {
      const who = parentText(reason.who)
      return t`${who}在家`
    }
    case 'otherParentDead': {
      const who = parentText(reason.who)
      return t`${who}已经去世`
    }
    case 'otherParentUnknown': {
      if (reason.who === null) return t`另一位家长没有登记，需要核实`
      const who = parentText(reason.who)
      return t`${who}的情况还不清楚，需要核实`
    }
    case 'notLongEnough':
      return notLongEnoughText(reason)
    case 'absenceStartUnknown': {
      const who = parentText(reason.who)
      return t`${who}从哪天起外出还不清楚，需要核实`
    }
    case 'parentReturned': {
      const who = parentText(reason.who)
      const on = full(reason.on)
      return t`${who}已于 ${on} 回家`
    }
    case 'awayForOtherReason':
      return awayText(parentText(reason.who), reason.kind)
    default:
      return conditionText(reason)
  }
}

type Condition = Extract<
  Reason,
  | { code: 'noParentAway' | 'noParentLivingOrKnown' | 'ageLimitReached' | 'birthDateUnknown' }
  | { code: 'notRural' | 'residenceUnknown' | 'gradeOutside' | 'gradeUnknown' }
>

function conditionText(reason: Condition): string {
  switch (reason.code) {
    case 'noParentAway':
      return t`父母没有外出务工`
    case 'noParentLivingOrKnown':
      return t`档案里没有在世的父母，要特别关心`
    case 'ageLimitReached': {
      const on = full(reason.on)
      const { ageBelow } = reason
      return t`${on} 已满 ${ageBelow} 周岁`
    }
    case 'birthDateUnknown':
      return t`出生日期还不清楚，需要核实`
    case 'notRural':
      return t`不是农村户籍`
    case 'residenceUnknown':
      return t`是不是农村户籍还不清楚，需要核实`
    case 'gradeOutside': {
      const { grade } = reason
      return t`现在读 ${grade} 年级，不在口径的年级里`
    }
    case 'gradeUnknown':
      return t`年级还不清楚，需要核实`
  }
}

/** Which parents are away, as a short tag. */
export function awayKindText(kind: AwayKind): string {
  switch (kind) {
    case 'bothAway':
      return t`双方外出`
    case 'oneAway':
      return t`一方外出`
    case 'oneAwayOtherUnable':
      return t`一方外出，另一方无力照顾`
    case 'none':
      return t`没有外出`
  }
}
