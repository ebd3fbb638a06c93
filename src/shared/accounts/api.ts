import { z } from 'zod'
import { endpoint, open, roles, signedIn } from '#shared/contract.ts'
import {
  Account,
  AccountInput,
  AddedRole,
  FirstPassword,
  Locale,
  LoadedRow,
  LoadPreview,
  Password,
  PasswordChange,
  ResetProof,
  SessionInfo,
  SetupInput,
} from '#shared/accounts/schema.ts'
import { MOST_TEACHER_FILE_BYTES } from '#shared/accounts/rules.ts'
import { shortText } from '#shared/text/schema.ts'

const Done = z.object({ done: z.literal(true) })
const AccountId = z.object({ id: z.uuid() })

export const getSetupState = endpoint({
  method: 'GET',
  path: '/api/setup/:token',
  summary: 'Whether a one-time set-up link may still be used',
  access: open('no account exists yet; the token is the proof'),
  params: z.object({ token: z.string().max(200) }),
  response: z.object({ usable: z.literal(true), expiresAt: z.iso.datetime() }),
})

export const setUp = endpoint({
  method: 'POST',
  path: '/api/setup',
  summary: 'Creates the school and its first administrator with a one-time link',
  access: open('no account exists yet; the token is the proof'),
  body: SetupInput,
  response: Done,
})

export const getSession = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in, with which roles, in which school',
  access: signedIn,
  response: SessionInfo,
  beforePasswordChange: true,
})

export const changePassword = endpoint({
  method: 'POST',
  path: '/api/session/password',
  summary: 'Changes the own password and ends the other sessions',
  access: signedIn,
  body: PasswordChange,
  response: Done,
  beforePasswordChange: true,
})

export const renewBackupCodes = endpoint({
  method: 'POST',
  path: '/api/session/backup-codes',
  summary: 'New backup codes for the own second factor, shown once; the old ones are void at once',
  access: signedIn,
  body: z.object({ password: Password }),
  response: z.object({ codes: z.array(z.string()) }),
})

export const setLocale = endpoint({
  method: 'POST',
  path: '/api/session/locale',
  summary: 'Keeps the language of the screens',
  access: signedIn,
  body: z.object({ locale: Locale }),
  response: Done,
  beforePasswordChange: true,
})

export const listAccounts = endpoint({
  method: 'GET',
  path: '/api/accounts',
  summary: 'Accounts with a role in the school',
  access: roles('administrator', 'principal'),
  response: z.object({ accounts: z.array(Account) }),
})

export const createAccount = endpoint({
  method: 'POST',
  path: '/api/accounts',
  summary: 'Creates an account with a first password that is shown once',
  access: roles('administrator'),
  body: AccountInput,
  response: FirstPassword,
})

export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/accounts/:id/password',
  summary: 'Gives a new first password, ends all sessions and the lock',
  access: roles('administrator'),
  params: AccountId,
  response: FirstPassword,
})

export const resetSecondFactor = endpoint({
  method: 'POST',
  path: '/api/accounts/:id/second-factor/reset',
  summary: "Takes a colleague's second factor away and ends the sessions, against the own password and code",
  access: roles('administrator'),
  params: AccountId,
  body: ResetProof,
  response: Done,
})

export const setDisabled = endpoint({
  method: 'POST',
  path: '/api/accounts/:id/disabled',
  summary: 'Switches an account off or on; off ends its sessions at once',
  access: roles('administrator'),
  params: AccountId,
  body: z.object({ disabled: z.boolean() }),
  response: Done,
})

export const addRole = endpoint({
  method: 'POST',
  path: '/api/accounts/:id/roles',
  summary: 'Gives a dated role; somebody who has left comes back with it only when that is said',
  access: roles('administrator'),
  params: AccountId,
  body: AddedRole,
  response: Done,
})

export const endRole = endpoint({
  method: 'POST',
  path: '/api/accounts/:id/roles/:roleId/end',
  summary: 'Ends a role today, with a reason',
  access: roles('administrator'),
  params: z.object({ id: z.uuid(), roleId: z.uuid() }),
  body: z.object({ reason: shortText().min(1).max(200) }),
  response: Done,
})

export const previewTeachers = endpoint({
  method: 'POST',
  path: '/api/accounts/load/preview',
  summary: "Reads a teachers' list (Excel or CSV) and says row by row what would be created",
  access: roles('administrator'),
  takesLong: true,
  upload: true,
  bodyLimit: MOST_TEACHER_FILE_BYTES,
  response: LoadPreview,
})

export const loadTeachers = endpoint({
  method: 'POST',
  path: '/api/accounts/load',
  summary: 'Creates the accounts of a previewed list, all or none',
  access: roles('administrator'),
  takesLong: true,
  body: z.object({
    rows: z
      .array(LoadedRow.pick({ row: true, name: true, username: true, role: true, className: true }))
      .min(1)
      .max(500),
  }),
  response: z.object({ accounts: z.array(FirstPassword) }),
})
