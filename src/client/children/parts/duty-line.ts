import { t } from '@lingui/core/macro'
import type { Duty } from '#shared/duties/schema.ts'
import { cardKindText } from '#client/lib/card-words.ts'

/** A duty that no card tells of: missed or excused. */
export function dutyTitle({ key, state }: Duty): string {
  const what = cardKindText(key)
  return state === 'excused' ? t`${what}：有说明` : t`${what}：这一次没有做到`
}
