import type { ReactNode } from 'react'
import type { HandbookEntry } from '#shared/handbook/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { PrintSlip } from '#client/ui/print-slip.tsx'

export interface PrintRow {
  head: ReactNode
  body: ReactNode
  /** Long enough to go on on the next sheet, instead of leaving this one empty. */
  goesOn?: boolean
}

/** A form on A4: title, line below, a table with a head to each row. */
export function PrintForm({
  title,
  below,
  rows,
}: {
  title: ReactNode
  below: ReactNode
  rows: readonly PrintRow[]
}) {
  return (
    <PrintSlip>
      <h1 className="text-center text-2xl font-bold">{title}</h1>
      <p className="text-center">{below}</p>
      <table className="w-full border-collapse text-base">
        <tbody>
          {rows.map((row, at) => (
            <tr key={at} className={row.goesOn === true ? undefined : 'break-inside-avoid'}>
              <th
                scope="row"
                className="w-28 border border-ink px-2 py-2.5 text-center align-middle font-semibold"
              >
                {row.head}
              </th>
              <td className="border border-ink px-3 py-2.5 align-top whitespace-pre-wrap">{row.body}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </PrintSlip>
  )
}

/** Entries as lines; those about a child only when asked for: paper is seen by others. */
export function PrintEntries({ entries, named }: { entries: readonly HandbookEntry[]; named: boolean }) {
  const shown = entries.filter(({ aboutChild, text }) => text !== null && (named || !aboutChild))
  return (
    <>
      {shown.map((entry) => (
        <p key={entry.id} className="mb-1">
          {[formatDate(entry.on), ...(entry.child === null ? [] : [entry.child.name])].join(' · ')}
          {'　'}
          {entry.text}
        </p>
      ))}
    </>
  )
}
