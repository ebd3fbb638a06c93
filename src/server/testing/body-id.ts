import type { Role } from '#shared/access/schema.ts'
import type { Place } from '#server/testing/world.ts'

/** An id within a body that names a record; which one is put there is the test's. */
export interface BodyId {
  /** `POST /api/…`, and after it which id of the body. */
  readonly key: string
  readonly field: string
  readonly as: Role
  /** The record of a place that the id may name. */
  readonly of: (place: Place) => string
  readonly params?: (place: Place) => Record<string, string>
  readonly query?: (place: Place, id: string) => string
  readonly body?: (place: Place, id: string, otherSchoolId: string) => object
  /** A colleague's id or one of the school's own: only another school's is foreign. */
  readonly schoolWide?: true
  /** What the own id is answered with when not 200: the walk stops at something else than the id. */
  readonly own?: number
}
