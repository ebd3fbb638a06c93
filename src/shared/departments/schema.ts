import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { shortText } from '#shared/text/schema.ts'

const Name = shortText().min(1).max(40)

/** A department of the school (P3-19) with whoever belongs to it today. */
export const Department = z.object({
  id: z.uuid(),
  name: z.string(),
  from: LocalDate,
  /** The head first. */
  members: z.array(z.object({ userId: z.uuid(), name: z.string(), isHead: z.boolean() })),
  version: z.int(),
})
export type Department = z.infer<typeof Department>

/** Made by the client: the same id again changes nothing. */
export const DepartmentInput = z.object({ id: z.uuid(), name: Name })
export type DepartmentInput = z.infer<typeof DepartmentInput>

export const DepartmentChange = z.object({ version: z.int().min(1), name: Name })
export type DepartmentChange = z.infer<typeof DepartmentChange>

/** Who belongs to it from today on; the head is one of them. */
export const DepartmentMembers = z.object({
  version: z.int().min(1),
  memberIds: z.array(z.uuid()).max(200),
  headId: z.uuid().nullable(),
})
export type DepartmentMembers = z.infer<typeof DepartmentMembers>
