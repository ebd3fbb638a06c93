import { z } from 'zod'
import { Role } from '#shared/access/schema.ts'
import { LocalDate } from '#shared/calendar/schema.ts'

/** Roles whose duties somebody else may do: they open single children and nothing of the whole school. */
export const CoverableRole = z.enum(['classTeacher', 'helpingTeacher'])
export type CoverableRole = z.infer<typeof CoverableRole>

/** A role somebody holds for a class or a child. */
export const Post = z.object({
  roleId: z.uuid(),
  role: CoverableRole,
  className: z.string().nullable(),
  pupilName: z.string().nullable(),
})
export type Post = z.infer<typeof Post>

/** Somebody who may cover; `posts` are told to leaders, and of oneself. */
export const CoverPerson = z.object({
  userId: z.uuid(),
  name: z.string(),
  roles: z.array(Role),
  posts: z.array(Post),
  /** Posts that others hold now and this person handed over for good; told to leaders. */
  had: z.array(z.uuid()),
})
export type CoverPerson = z.infer<typeof CoverPerson>

export const CoverDraft = z.object({
  fromUserId: z.uuid(),
  toUserId: z.uuid(),
  /** First day; never before today: what was done is not rewritten. */
  from: LocalDate,
  /** Last day; null = handed over for good. */
  to: LocalDate.nullable(),
  roleIds: z.array(z.uuid()).min(1).max(200),
})
export type CoverDraft = z.infer<typeof CoverDraft>

export const CoverInput = CoverDraft.extend({
  /** Made by the client: sending twice arranges it once. */
  id: z.uuid(),
})
export type CoverInput = z.infer<typeof CoverInput>

/** What a cover moves, before it is saved. */
export const CoverPreview = z.object({
  /** Open duties that fall due in those days, and those overdue by their beginning. */
  due: z.int(),
  overdue: z.int(),
  /** Under way in those days, due later: the covering person sees them and may do them. */
  later: z.int(),
  children: z.int(),
  /** What the covering person has to do in those days already. */
  ownDue: z.int(),
})
export type CoverPreview = z.infer<typeof CoverPreview>

/** What is coming or runs can be ended; ended = before its last day; handedOver = for good, from its day on. */
export const CoverState = z.enum(['coming', 'running', 'over', 'ended', 'handedOver'])
export type CoverState = z.infer<typeof CoverState>

export const Cover = z.object({
  id: z.uuid(),
  fromUserId: z.uuid(),
  fromName: z.string(),
  toUserId: z.uuid(),
  toName: z.string(),
  from: LocalDate,
  to: LocalDate.nullable(),
  state: CoverState,
  classNames: z.array(z.string()),
  /** Children with a helping teacher of their own; never by name. */
  children: z.int(),
  createdByName: z.string().nullable(),
  endedByName: z.string().nullable(),
  endedAt: z.iso.datetime().nullable(),
  mayEnd: z.boolean(),
})
export type Cover = z.infer<typeof Cover>

/** Gives the post that owes a duty to somebody who is asked for the first time. */
export const PostInput = z.object({ id: z.uuid(), dutyId: z.uuid(), userId: z.uuid() })
export type PostInput = z.infer<typeof PostInput>
