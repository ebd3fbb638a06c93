import { t } from '@lingui/core/macro'
import type { ClassBoardDuty } from '#shared/figures/schema.ts'
import { cx } from '#client/ui/cx.ts'

/** How a duty stands, as a dot: an attempt is shown and is not done (K-30). */
export type DotKind = 'done' | 'late' | 'attempted' | 'due' | 'missed' | 'excused' | 'ended' | 'upcoming'

export const dotKinds: readonly DotKind[] = [
  'done',
  'late',
  'attempted',
  'due',
  'missed',
  'excused',
  'ended',
  'upcoming',
]

export const dotKindOf = ({ state, attempts }: ClassBoardDuty): DotKind =>
  state === 'due' && attempts > 0 ? 'attempted' : state

export function dotText(kind: DotKind): string {
  switch (kind) {
    case 'done':
      return t`做到了`
    case 'late':
      return t`补上了`
    case 'attempted':
      return t`试过，没联系上`
    case 'due':
      return t`还在期限内`
    case 'missed':
      return t`到期没做`
    case 'excused':
      return t`有说明`
    case 'ended':
      return t`随调整结束，不算没做`
    case 'upcoming':
      return t`还没开始`
  }
}

/** Told apart by shape as well as by colour; nothing is red, a gap is work to do and no blame (H-13). */
const looks: Record<DotKind, { className: string; mark: string }> = {
  done: { className: 'bg-leaf text-white', mark: '✓' },
  late: { className: 'border-2 border-leaf bg-leaf-soft text-leaf', mark: '✓' },
  attempted: { className: 'border-2 border-sea bg-sea-soft text-sea', mark: '…' },
  due: { className: 'border-2 border-sea bg-white', mark: '' },
  missed: { className: 'border-2 border-amber bg-amber-soft text-amber', mark: '!' },
  excused: { className: 'bg-sand text-soft', mark: '–' },
  ended: { className: 'border border-edge bg-sand text-soft', mark: '×' },
  upcoming: { className: 'border border-dashed border-edge bg-white', mark: '' },
}

/** The dot for the eye; what it says for the ear stands beside it or in `label`. */
export function StateDot({ kind, label }: { kind: DotKind; label?: string }) {
  const { className, mark } = looks[kind]
  return (
    <span title={label} className="print-exact inline-flex">
      <span
        aria-hidden="true"
        className={cx(
          'inline-flex size-6 shrink-0 items-center justify-center rounded-full text-sm leading-none font-bold',
          className,
        )}
      >
        {mark}
      </span>
      {label !== undefined && <span className="visually-hidden">{label}</span>}
    </span>
  )
}
