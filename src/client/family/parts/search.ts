import { ALERT_KINDS, type AlertKind } from '#shared/family/rules/alerts.ts'

export interface AlertSearch {
  kind?: AlertKind | 'urgent'
  class?: string
  page?: number
}

const isFilter = (value: unknown): value is AlertKind | 'urgent' =>
  value === 'urgent' || ALERT_KINDS.some((kind) => kind === value)

/** The address of the list: which kind, which class, which page. */
export const readAlertSearch = ({ kind, class: of, page }: Record<string, unknown>): AlertSearch => ({
  ...(isFilter(kind) && { kind }),
  ...(typeof of === 'string' && { class: of }),
  ...(typeof page === 'number' && page > 1 && { page }),
})
