import type { LocalDate } from '#shared/calendar/rules/local-date.ts'

/** A time of care, both ends included; null = since nobody knows when, or still. */
interface Care {
  readonly from: LocalDate | null
  readonly to: LocalDate | null
}

interface Away {
  /** First day away; null = not known. */
  readonly from: LocalDate | null
  /** First day at home again; null = still away (K-10). */
  readonly to: LocalDate | null
}

/**
 * Who cared for the child on a day: of those whose time holds it the one that began last, as the newer fact. The one
 * definition of "carer now" (day = today) and of any past day. `carers` newest first, as they are stored.
 */
export function carerOn<C extends Care>(carers: readonly C[], day: LocalDate): C | undefined {
  return carers
    .filter(({ from, to }) => (from === null || from <= day) && (to === null || to >= day))
    .reduce<C | undefined>(
      (best, one) => (best === undefined || (one.from ?? '') > (best.from ?? '') ? one : best),
      undefined,
    )
}

/** The absence in which somebody was away on a day; the first day at home is no day away (K-10). */
export const awayOn = <A extends Away>(absences: readonly A[], day: LocalDate): A | undefined =>
  absences.find(({ from, to }) => (from === null || from <= day) && (to === null || to > day))
