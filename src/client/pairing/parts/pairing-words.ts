import { t } from '@lingui/core/macro'
import type { Block, EndKind, Merit } from '#shared/pairing/schema.ts'

const merits: Record<Merit, () => string> = {
  kept: () => t`上次就建议这一对`,
  knows: () => t`已经认识`,
  sameClass: () => t`同一个班`,
  sameVillage: () => t`同一个村`,
  sameLanguage: () => t`说孩子家里的话`,
  sameSex: () => t`性别相同`,
  hasRoom: () => t`还没帮扶别的孩子`,
}
export const meritText = (merit: Merit): string => merits[merit]()

const blocks: Record<Block, () => string> = {
  vetting: () => t`核查不齐或过期`,
  relative: () => t`是亲属`,
  conflict: () => t`登记过不宜结对`,
  sex: () => t`性别不合孩子的要求`,
  village: () => t`不在一个村`,
  language: () => t`不说孩子家里的话`,
  full: () => t`已经满了`,
}
/** 3 位核查不齐或过期 */
export function blockedText(block: Block, count: number): string {
  const rule = blocks[block]()
  return t`${count} 位${rule}`
}

const ends: Record<EndKind, () => string> = {
  child: () => t`孩子不想继续（不用理由）`,
  helper: () => t`帮手不能继续`,
  guardian: () => t`家长不同意了`,
  goalReached: () => t`目标达到了`,
  moved: () => t`转学或毕业`,
  handedOver: () => t`换了一位帮手`,
  school: () => t`学校决定`,
}
export const endKindText = (kind: EndKind): string => ends[kind]()
/** What one may choose; a hand-over ends by itself. */
export const endKinds: readonly EndKind[] = ['child', 'guardian', 'helper', 'goalReached', 'moved', 'school']
