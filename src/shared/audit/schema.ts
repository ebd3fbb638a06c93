import { z } from 'zod'

/** One line of the log as a head teacher reads it: who, in which role, did what, when. */
export const AuditLine = z.object({
  id: z.uuid(),
  seq: z.int(),
  at: z.iso.datetime(),
  actorName: z.string().nullable(),
  why: z.string(),
  action: z.string(),
  entity: z.string(),
  pupilId: z.uuid().nullable(),
  pupilName: z.string().nullable(),
  /** Whose account it is about. */
  personName: z.string().nullable(),
  /** Field names, counts and ids of the change; never contents. */
  detail: z.record(z.string(), z.unknown()),
})
export type AuditLine = z.infer<typeof AuditLine>

export const AuditPage = z.object({ lines: z.array(AuditLine), nextBefore: z.int().nullable() })
export type AuditPage = z.infer<typeof AuditPage>

export const AuditQuery = z.object({
  pupilId: z.uuid().optional(),
  /** Only looks, only changes, or only attempts at children that are not the person's to look after. */
  kind: z.enum(['read', 'change', 'attempt']).optional(),
  before: z.coerce.number().int().positive().optional(),
})
export type AuditQuery = z.infer<typeof AuditQuery>
