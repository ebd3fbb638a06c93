import { forRoles, hasRole } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** Everybody who works with children has notices, and sees the own ones only. */
export const maySeeNotices = (actor: Actor): Decision =>
  forRoles(
    actor,
    'principal',
    'counsellor',
    'administrator',
    'archiveKeeper',
    'classTeacher',
    'helpingTeacher',
  )

/** That there is an urgent card for a child is for principal and counsellor of today, whoever was told before (H-05). */
export const maySeeUrgent = (actor: Actor): boolean => hasRole(actor, 'principal', 'counsellor')
