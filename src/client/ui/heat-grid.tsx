import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'
import { wholePercent } from './whole-percent.ts'

/** Five steps from pale to deep; text on them keeps AA contrast. */
const steps = ['#e3f1ef', '#b5d8d4', '#7fb9b4', '#25776f', '#0b6e69']
const dark = 3

export interface HeatCell {
  /** 0 … 1, or null when there is nothing to measure yet. */
  value: number | null
  /** Read aloud and shown on hover: 谈心 9月 96%. */
  label: string
  /** Opens what is behind the cell. */
  onPress?: (() => void) | undefined
}

interface HeatGridProps {
  caption: string
  columns: readonly string[]
  rows: readonly { label: string; cells: readonly HeatCell[] }[]
}

/** Finer at the top, where schools differ. */
const borders = [0.25, 0.5, 0.75, 0.9]
const text = (value: number | null): string => (value === null ? '' : String(wholePercent(value, 1)))

/** The number, and for the ear the whole of it; a button where there is something behind it. */
function CellContent({ cell }: { cell: HeatCell }) {
  const content = (
    <>
      <span aria-hidden="true">{text(cell.value)}</span>
      <span className="visually-hidden">{cell.label}</span>
    </>
  )
  if (cell.onPress === undefined) return content
  return (
    <button type="button" onClick={cell.onPress} className="h-full min-h-11 w-full rounded-md">
      {content}
    </button>
  )
}

const stepOf = (value: number): number => borders.filter((border) => value >= border).length

interface Hidden {
  before: boolean
  after: boolean
}

function hiddenOf(node: HTMLElement): Hidden {
  return {
    before: node.scrollLeft > 4,
    after: node.scrollLeft + node.clientWidth < node.scrollWidth - 1,
  }
}

/** Begins where something was measured last; tells how much is out of sight while one scrolls or turns the phone. */
function useFrame(last: number) {
  const frame = useRef<HTMLDivElement>(null)
  const [hidden, setHidden] = useState<Hidden>({ before: false, after: false })
  useLayoutEffect(() => {
    const node = frame.current
    const cell = node?.querySelectorAll('thead th')[last + 1]
    if (node && cell instanceof HTMLElement)
      node.scrollLeft = Math.max(0, cell.offsetLeft + cell.offsetWidth - node.clientWidth)
  }, [last])
  useEffect(() => {
    const node = frame.current
    if (node === null) return
    const watch = new ResizeObserver(() => setHidden(hiddenOf(node)))
    watch.observe(node)
    return () => watch.disconnect()
  }, [])
  return { frame, hidden, onScroll: (node: HTMLElement) => setHidden(hiddenOf(node)) }
}

/** Where something has been measured last: an earlier month is a swipe away, a coming one is empty. */
const newest = (rows: HeatGridProps['rows']): number =>
  Math.max(-1, ...rows.flatMap(({ cells }) => cells.map(({ value }, at) => (value === null ? -1 : at))))

const shade = 'pointer-events-none absolute inset-y-0 w-8 print:hidden'

/**
 * A share per row and column, as shades with the number inside. On a phone it scrolls sideways inside its frame: rows keep
 * their names, columns stop whole, and a fading edge with an arrow says that there is more.
 */
export function HeatGrid({ caption, columns, rows }: HeatGridProps) {
  const { frame, hidden, onScroll } = useFrame(newest(rows))
  return (
    <div className="relative">
      <div
        ref={frame}
        onScroll={(event) => onScroll(event.currentTarget)}
        className="relative snap-x scroll-ps-26 overflow-x-auto"
        tabIndex={0}
        role="region"
        aria-label={caption}
      >
        <table
          className="print-exact w-full table-fixed border-separate border-spacing-1 text-sm"
          style={{ minWidth: `${6.75 + columns.length * 3.125}rem` }}
        >
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" className="sticky start-0 z-10 w-24 bg-white">
                <span className="visually-hidden">{caption}</span>
              </th>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className="snap-start text-center font-normal whitespace-nowrap text-soft"
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th
                  scope="row"
                  className="sticky start-0 z-10 bg-white pe-1 text-start font-normal [overflow-wrap:anywhere]"
                >
                  {row.label}
                </th>
                {row.cells.map((cell, index) => (
                  <td
                    key={columns[index]}
                    title={cell.label}
                    className="h-8 rounded-md text-center text-xs"
                    style={{
                      background: cell.value === null ? '#f1ede6' : steps[stepOf(cell.value)],
                      color: cell.value !== null && stepOf(cell.value) >= dark ? '#ffffff' : '#1d2733',
                    }}
                  >
                    <CellContent cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hidden.before && (
        <span className={cx(shade, 'start-25 bg-[linear-gradient(to_right,white,transparent)]')} />
      )}
      {hidden.after && (
        <span
          className={cx(
            shade,
            'end-0 flex items-start justify-end bg-[linear-gradient(to_left,white,transparent)] text-sea',
          )}
        >
          <Icon name="forward" size={18} className="mt-0.5" />
        </span>
      )}
    </div>
  )
}
