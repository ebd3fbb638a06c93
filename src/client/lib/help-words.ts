import { t } from '@lingui/core/macro'
import type { HelpKind } from '#shared/helps/schema.ts'

const kinds: Record<HelpKind, () => string> = {
  study: () => t({ context: 'help', message: '辅导学习' }),
  life: () => t({ context: 'help', message: '照顾生活' }),
  talk: () => t({ context: 'help', message: '聊天陪伴' }),
  activity: () => t({ context: 'help', message: '一起活动' }),
  other: () => t({ context: 'help', message: '别的' }),
}
export const helpKindText = (kind: HelpKind): string => kinds[kind]()
export const helpKinds = Object.keys(kinds) as HelpKind[]
