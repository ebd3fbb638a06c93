import { t } from '@lingui/core/macro'
import type { Transfer } from '#shared/transfers/schema.ts'
import type { ChipTone } from '#client/ui/chip.tsx'

/** How it stands, as the school that looks at it would say. */
export function stateText({ state, side, decidedOn, back }: Transfer): string {
  switch (state) {
    case 'asked':
      return side === 'out' ? t`等对方答复` : t`等我们答复`
    case 'accepted':
      return side === 'out' ? t`已转出` : t`已转入`
    case 'refused':
      return side === 'out' ? t`对方没有接收` : t`没有接收`
    case 'withdrawn':
      return side === 'out' ? t`我们撤回了` : t`对方撤回了`
    case 'expired':
      return t`过期没有答复`
    case 'left':
      if (back) return t`离校后又回来了`
      return decidedOn === null ? t`已离校，等新学校确认` : t`已离校，新学校已确认`
  }
}

/** Left and not confirmed: until the new school says so the child counts as lost (K-53). */
export const waitsForSchool = ({ state, decidedOn, back }: Transfer): boolean =>
  state === 'left' && decidedOn === null && !back

/** The day on which the child changed schools: leaving has one of its own, which a later confirmation does not move. */
export const movedOn = ({
  state,
  askedOn,
  decidedOn,
}: Pick<Transfer, 'state' | 'askedOn' | 'decidedOn'>): string =>
  state === 'left' ? askedOn : (decidedOn ?? askedOn)

export const stateTone = (transfer: Transfer): ChipTone => {
  const { state } = transfer
  if (state === 'asked' || waitsForSchool(transfer)) return 'due'
  return state === 'accepted' || state === 'left' ? 'done' : 'plain'
}

export function sexText(sex: Transfer['sex']): string {
  if (sex === 'male') return t({ message: `男`, context: 'child' })
  return sex === 'female' ? t({ message: `女`, context: 'child' }) : t`性别未填`
}

/** Both schools find a receipt by it: the last eight of its id, which tell nothing of the child. */
export const receiptNumber = (id: string): string => id.slice(-8).toUpperCase()
