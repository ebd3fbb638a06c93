import type { ReactNode } from 'react'

export interface KeyValueItem {
  label: ReactNode
  /** Left out or empty: says what is missing instead of leaving a hole. */
  value: ReactNode
}

/** Facts of one record: one under the other on a phone, side by side from 768 px. */
export function KeyValue({ items, empty = '–' }: { items: readonly KeyValueItem[]; empty?: ReactNode }) {
  return (
    <dl className="divide-y divide-line">
      {items.map((item, index) => (
        <div key={index} className="gap-4 py-2.5 md:flex">
          <dt className="shrink-0 text-soft md:w-40">{item.label}</dt>
          <dd className="min-w-0 flex-1">
            {item.value === null || item.value === undefined || item.value === '' ? (
              <span className="text-soft">{empty}</span>
            ) : (
              item.value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
