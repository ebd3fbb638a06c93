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
const text = (value: number | null): string => (value === null ? '' : String(Math.floor(value * 100 + 0.5)))

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

/** A share per row and column, as shades with the number inside; scrolls sideways inside its frame on a phone. */
export function HeatGrid({ caption, columns, rows }: HeatGridProps) {
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table
        className="w-full table-fixed border-separate border-spacing-1 text-sm"
        style={{ minWidth: `${4.5 + columns.length * 3.125}rem` }}
      >
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="w-16">
              <span className="visually-hidden">{caption}</span>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="text-center font-normal whitespace-nowrap text-soft">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row" className="pe-1 text-start font-normal">
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
  )
}
