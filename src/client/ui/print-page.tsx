import { Fragment, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { PrintOnce } from './print-slip.tsx'

interface PrintPageProps {
  title: ReactNode
  /** One line below the title: school, class, name. */
  below: ReactNode
  /** Who printed it and when. */
  foot: ReactNode
  /** Takes it away again; the same from one drawing to the next. */
  onPrinted: () => void
  children: ReactNode
}

/** A form on A4 in place of the page, which prints itself once. */
export function PrintPage({ title, below, foot, onPrinted, children }: PrintPageProps) {
  return (
    <PrintOnce numbered onPrinted={onPrinted}>
      <h1 className="text-center text-2xl font-bold">{title}</h1>
      <p className="text-center">{below}</p>
      {children}
      <p className="text-sm">{foot}</p>
    </PrintOnce>
  )
}

/** A longer text takes the whole line, where two pairs stand beside each other elsewhere. */
const FITS_BESIDE = 40

type Row = readonly [head: string, body: string]

function linesOf(rows: readonly Row[], columns: 1 | 2): Row[][] {
  const lines: Row[][] = []
  for (const row of rows) {
    const last = lines.at(-1)
    const beside = columns === 2 && [row, ...(last ?? [])].every(([, text]) => text.length <= FITS_BESIDE)
    if (beside && last?.length === 1) last.push(row)
    else lines.push([row])
  }
  return lines
}

interface PrintTableProps {
  title: ReactNode
  rows: readonly Row[]
  /** Pairs of head and text beside each other. */
  columns: 1 | 2
}

const head = 'border border-ink px-2 py-1 text-start align-top text-[0.8125rem]/[1.4] font-semibold'
const body = 'border border-ink px-2 py-1 align-top text-[0.8125rem]/[1.4] whitespace-pre-wrap'

/** Heads and texts with lines around them; an empty text leaves room to write. */
export function PrintTable({ title, rows, columns }: PrintTableProps) {
  const lines = linesOf(rows, columns)
  return (
    <table className={cx('w-full table-fixed border-collapse', lines.length < 4 && 'break-inside-avoid')}>
      <colgroup>
        {columns === 1 ? (
          <>
            <col className="w-[28%]" />
            <col />
          </>
        ) : (
          ['w-[20%]', 'w-[30%]', 'w-[20%]', 'w-[30%]'].map((width, at) => <col key={at} className={width} />)
        )}
      </colgroup>
      {/* In the head it stays with the rows, and stands again where they go on on the next sheet. */}
      <thead>
        <tr>
          <th colSpan={columns * 2} className="pb-1 text-start text-[0.9375rem]/[1.4] font-semibold">
            {title}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={at} className="break-inside-avoid">
            {line.map(([name, text]) => (
              <Fragment key={name}>
                <th scope="row" className={head}>
                  {name}
                </th>
                <td className={body} {...(columns === 2 && line.length === 1 && { colSpan: 3 })}>
                  {text}
                </td>
              </Fragment>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
