/** Every expected failure has one code; the client words it, the server maps it to a status. */
export const errorCodes = [
  'not-found',
  'forbidden',
  'unauthenticated',
  // the page was opened by somebody else than is signed in now
  'other-person',
  'password-change-required',
  'second-factor-required',
  'invalid-input',
  'body-too-large',
  'version-conflict',
  'already-exists',
  'still-in-use',
  'not-allowed-now',
  'account-locked',
  'sign-in-failed',
  // the right digits of the phone, sent before
  'used-code',
  'weak-password',
  'setup-link-invalid',
  'setup-done',
  'too-many-requests',
  'unavailable',
  // no room to write; reading goes on
  'disk-full',
  'internal',
  // roster files
  'file-empty',
  'file-too-large',
  'file-type-unknown',
  'file-encrypted',
  'file-broken',
  'file-unsafe',
  'file-no-header',
  'import-nothing-to-do',
  'import-changed-since',
  'import-busy',
  // photos and scans
  'attachment-type',
  'attachment-heic',
  'attachment-size',
  'attachment-broken',
  'attachment-pixels',
  'attachment-quarantined',
  'attachment-too-many',
  // the upload continues elsewhere; params: received
  'upload-offset',
  // other bytes arrived than were announced
  'upload-changed',
  // duties and cards
  'late-reason-required',
  'card-in-future',
  // the same card with other words: it arrived before, its answer did not
  'card-filed',
  // one who asked cannot also agree
  'second-person',
  'rule-never-due',
  'plan-missing',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** What is wrong with one field; the client words it with its label, the cure included. */
export const fieldErrorCodes = [
  'required',
  'invalid',
  'too-short',
  'too-long',
  'too-small',
  'too-large',
  'not-a-date',
  'not-unique',
  'unknown-reference',
  'before-start',
  // an incident: told, learnt of or acted upon before it happened; of a child that has left the school
  'before-event',
  'child-left',
  'overlaps',
  'outside-school-year',
  'in-future',
  // a year nobody can mean: a birth before 1900, a school year in 2230
  'too-far',
  'year-length',
  'phone-invalid',
  'id-invalid',
  'time-zone-unknown',
  // signs that no screen shows and the database refuses: U+0000, half of a surrogate pair
  'unreadable-sign',
  'weak-password',
  'wrong-password',
  'wrong-code',
  'used-code',
  // a role for somebody who works here no more
  'has-left',
  // a family: death before birth, a carer younger than the child, two kinds of guardian at once, a person not to be contacted
  'before-birth',
  'younger-than-child',
  'guardian-conflict',
  'kept-away',
  'division-unknown',
  // a talk at home without the child
  'child-not-met',
  // an excuse over a time in which no window lies whole
  'covers-nothing',
  // covers; params: name
  'in-past',
  'same-person',
  'no-role',
  'covered-already',
  'covered-then',
  'covering-then',
  // pairings; params: min, max, name; not-guardian of agreements, too (H-21)
  'too-few',
  'too-many',
  'not-mixed',
  'not-vetted',
  'barred',
  // a helper who is of the child's family; one who is not what the child asks (params: name, asked)
  'is-relative',
  'not-as-asked',
  'helps-already',
  'in-group',
  'not-guardian',
  'consent-missing',
  'consent-refused',
  // agreements: a bar of the law (params: bar), a child not asked
  'carer-barred',
  'not-of-child',
  'child-not-heard',
  // somebody else saved another value since it was read; params: mine, theirs
  'changed-meanwhile',
] as const

export type FieldErrorCode = (typeof fieldErrorCodes)[number]

export type Params = Readonly<Record<string, string | number | boolean | null>>

export interface FieldError {
  /** Dotted path of the field in the request body, e.g. `terms.0.endsOn`. */
  readonly path: string
  readonly code: FieldErrorCode
  readonly params?: Params
}

export interface Failure {
  readonly code: ErrorCode
  readonly params?: Params
  readonly fields?: readonly FieldError[]
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = (code: ErrorCode, params?: Params): { ok: false; error: Failure } => ({
  ok: false,
  error: params ? { code, params } : { code },
})
export const invalid = (...fields: readonly FieldError[]): { ok: false; error: Failure } => ({
  ok: false,
  error: { code: 'invalid-input', fields },
})
