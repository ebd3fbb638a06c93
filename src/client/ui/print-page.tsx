import { Fragment, type ReactNode } from 'react'
import { PrintSlip } from './print-slip.tsx'

interface PrintPageProps {
  title: ReactNode
  /** One line below the title: school, class, name. */
  below: ReactNode
  /** Who printed it and when. */
  foot: ReactNode
  children: ReactNode
}

/** A form on A4, printed in place of the page while it is mounted. */
export function PrintPage({ title, below, foot, children }: PrintPageProps) {
  return (
    <PrintSlip>
      <h1 className="text-center text-2xl font-bold">{title}</h1>
      <p className="text-center">{below}</p>
      {children}
      <p className="text-sm">{foot}</p>
    </PrintSlip>
  )
}

interface PrintTableProps {
  title: ReactNode
  rows: readonly (readonly [head: string, body: string])[]
  /** Pairs of head and text beside each other. */
  columns: 1 | 2
}

const head = 'border border-ink px-2 py-1.5 text-start align-top text-sm font-semibold'
const body = 'border border-ink px-2 py-1.5 align-top text-sm whitespace-pre-wrap'

/** Heads and texts with lines around them; an empty text leaves room to write. */
export function PrintTable({ title, rows, columns }: PrintTableProps) {
  const lines = Array.from({ length: Math.ceil(rows.length / columns) }, (_, at) =>
    rows.slice(at * columns, (at + 1) * columns),
  )
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="py-1 text-start font-semibold">{title}</caption>
      <tbody>
        {lines.map((line, at) => (
          <tr key={at} className="break-inside-avoid">
            {line.map(([name, text]) => (
              <Fragment key={name}>
                <th scope="row" className={columns === 1 ? `w-36 ${head}` : `w-[18%] ${head}`}>
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
