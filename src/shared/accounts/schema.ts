import { z } from 'zod'
import { Role } from '#shared/access/schema.ts'
import { usernamePattern } from '#shared/accounts/rules.ts'
import { shortText } from '#shared/text/schema.ts'

export const PersonName = shortText().min(1).max(40)
export const Username = shortText().toLowerCase().regex(usernamePattern)
export const Password = z.string().min(1).max(128)

export const Locale = z.enum(['zh-CN', 'en'])
export type Locale = z.infer<typeof Locale>

export const SetupInput = z.object({
  token: z.string().min(1).max(200),
  /** Made by the client, so that a repeated send creates nothing twice. */
  schoolId: z.uuid(),
  accountId: z.uuid(),
  schoolName: shortText().min(1).max(80),
  /** Who answers for the children's data; shown in the privacy notice. */
  dataOfficer: PersonName,
  name: PersonName,
  username: Username,
  password: Password,
})
export type SetupInput = z.infer<typeof SetupInput>

export const SessionRole = z.object({
  role: Role,
  classId: z.uuid().nullable(),
  pupilId: z.uuid().nullable(),
  /** Somebody else's post, covered for some days. */
  covering: z.boolean(),
})

export const SessionInfo = z.object({
  user: z.object({
    id: z.uuid(),
    name: z.string(),
    username: z.string().nullable(),
    locale: Locale.nullable(),
  }),
  mustChangePassword: z.boolean(),
  twoFactor: z.boolean(),
  /** The next thing this person has to do before anything else works. */
  gate: z.enum(['password', 'secondFactor']).nullable(),
  /** Null when the person has no role today. */
  school: z
    .object({
      id: z.uuid(),
      name: z.string(),
      today: z.iso.date(),
      timeZone: z.string(),
      /** Days after which a record needs a reason for coming late. */
      lateEntryDays: z.int(),
    })
    .nullable(),
  roles: z.array(SessionRole),
  /**
   * Seals what the person types on this device until it is sent; 32 bytes in base64url. Only a session brings it, each time
   * the same for one person and another for everybody else.
   */
  draftKey: z.string(),
})
export type SessionInfo = z.infer<typeof SessionInfo>

export const PasswordChange = z.object({ current: Password, next: Password })
export type PasswordChange = z.infer<typeof PasswordChange>

/** Who takes a colleague's second factor away proves himself anew. */
export const ResetProof = z.object({ password: Password, code: z.string().trim().min(1).max(20) })
export type ResetProof = z.infer<typeof ResetProof>

export const RoleInput = z.object({
  id: z.uuid(),
  role: Role,
  classId: z.uuid().nullable().default(null),
  pupilId: z.uuid().nullable().default(null),
  from: z.iso.date().optional(),
  to: z.iso.date().nullable().default(null),
})
export type RoleInput = z.infer<typeof RoleInput>

/** Somebody who has left is given a role only when he is said to come back: a name in the list is easily mistaken. */
export const AddedRole = RoleInput.extend({ returns: z.boolean().default(false) })
export type AddedRole = z.infer<typeof AddedRole>

export const AccountRole = z.object({
  id: z.uuid(),
  role: Role,
  classId: z.uuid().nullable(),
  className: z.string().nullable(),
  /** The class's school year, where it is not the one that runs. */
  classYear: z.string().nullable(),
  pupilId: z.uuid().nullable(),
  /** The child a helping teacher is for; who manages accounts sees the children's list anyway. */
  pupilName: z.string().nullable(),
  from: z.iso.date(),
  to: z.iso.date().nullable(),
})
export type AccountRole = z.infer<typeof AccountRole>

export const Account = z.object({
  id: z.uuid(),
  name: z.string(),
  username: z.string(),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  twoFactor: z.boolean(),
  lockedUntil: z.iso.datetime().nullable(),
  roles: z.array(AccountRole),
})
export type Account = z.infer<typeof Account>

export const AccountInput = z.object({
  id: z.uuid(),
  name: PersonName,
  username: Username,
  /** At least one: an account without a role sees nothing and stands on no list. */
  roles: z.array(RoleInput).min(1).max(20),
})
export type AccountInput = z.infer<typeof AccountInput>

/** Shown once, to be handed over in person; it must be changed at the first sign-in. */
export const FirstPassword = z.object({
  accountId: z.uuid(),
  username: z.string(),
  name: z.string(),
  password: z.string(),
})
export type FirstPassword = z.infer<typeof FirstPassword>

/** One row of a teachers' list as it will be taken or why not. */
export const LoadedRow = z.object({
  row: z.int(),
  name: z.string(),
  username: z.string(),
  role: Role.nullable(),
  className: z.string().nullable(),
  fault: z
    .enum([
      'name-missing',
      'username-invalid',
      'username-taken',
      'username-twice',
      'role-unknown',
      'class-unknown',
      'class-missing',
    ])
    .nullable(),
})
export type LoadedRow = z.infer<typeof LoadedRow>

export const LoadPreview = z.object({ rows: z.array(LoadedRow), ready: z.int(), refused: z.int() })
export type LoadPreview = z.infer<typeof LoadPreview>
