import { t } from '@lingui/core/macro'
import type {
  HelperPart,
  PairingKind,
  PairingLine,
  PairingState,
  Part,
  ReviewResult,
} from '#shared/pairing/schema.ts'
import { joinWords } from './card-words.ts'

const kinds: Record<PairingKind, () => string> = {
  teacherAndPupil: () => t`师生结对（老师＋同学）`,
  teacher: () => t`老师结对`,
  class: () => t`班级结对`,
  agentParent: () => t`代理家长`,
  teacherAndOtherParent: () => t`老师＋爱心家长`,
  group3211: () => t`3+2+1+1 小组`,
  volunteer: () => t`志愿者陪伴`,
  pupil: () => t`同学手拉手`,
}
export const pairingKindText = (kind: PairingKind): string => kinds[kind]()
export const pairingKinds = Object.keys(kinds) as PairingKind[]

const parts: Record<Part, () => string> = {
  child: () => t({ context: 'pairing', message: '孩子' }),
  teacher: () => t`老师`,
  pupil: () => t`同学`,
  outside: () => t`校外人士`,
  class: () => t`班级`,
}
export const partText = (part: Part): string => parts[part]()

const missing: Record<HelperPart | 'class' | 'group', () => string> = {
  teacher: () => t`缺老师`,
  pupil: () => t`缺同学`,
  outside: () => t`缺校外人士`,
  class: () => t`班级还没结对`,
  group: () => t`还没进小组`,
}
export const missingText = (what: HelperPart | 'class' | 'group'): string => missing[what]()

const states: Record<PairingState, () => string> = {
  proposed: () => t`等大家同意`,
  trial: () => t`试一试`,
  active: () => t`正式结对`,
  ended: () => t`已结束`,
}
export const pairingStateText = (state: PairingState): string => states[state]()

/** 周老师、陈晨 */
export const namesOf = ({ members }: Pick<PairingLine, 'members'>, wanted: (part: Part) => boolean): string =>
  joinWords(members.filter(({ part }) => wanted(part)).map(({ name }) => name))

const results: Record<ReviewResult, () => string> = {
  well: () => t`很好`,
  partly: () => t`有些帮助`,
  notYet: () => t`还看不出`,
}
export const resultText = (result: ReviewResult): string => results[result]()
export const resultKinds = Object.keys(results) as ReviewResult[]
