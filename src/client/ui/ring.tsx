import { cx } from './cx.ts'
import { wholePercent } from './whole-percent.ts'

interface RingProps {
  /** Done of all; an empty `of` shows a dash (K-50). */
  count: number
  of: number
  /** What stands in the middle; the share in whole percent when left out. */
  text?: string
  /** Read aloud: 三(2)班 谈心 12 个里完成 8 个. */
  label: string
  /** Something of it is late: the ring turns amber; work that is still in time never does. */
  late?: boolean
  /** Diameter in px. */
  size?: number
}

const radius = 26
const around = 2 * Math.PI * radius

/** Coverage as a ring. */
export function Ring({ count, of, text, label, late = false, size = 64 }: RingProps) {
  const share = of === 0 ? 0 : Math.min(1, count / of)
  const middle = text ?? String(wholePercent(count, of) ?? '–')
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox="0 0 64 64" className="shrink-0">
      <circle cx="32" cy="32" r={radius} fill="none" strokeWidth="7" className="stroke-line" />
      {share > 0 && (
        <circle
          cx="32"
          cy="32"
          r={radius}
          fill="none"
          strokeWidth="7"
          strokeLinecap={share < 1 ? 'round' : 'butt'}
          strokeDasharray={`${share * around} ${around}`}
          transform="rotate(-90 32 32)"
          className={late ? 'stroke-amber-strong' : 'stroke-sea'}
        />
      )}
      <text
        x="32"
        y="32"
        dy="0.35em"
        textAnchor="middle"
        fontSize={middle.length > 4 ? 12 : 15}
        className={cx('font-semibold', late ? 'fill-amber' : 'fill-ink')}
      >
        {middle}
      </text>
    </svg>
  )
}
