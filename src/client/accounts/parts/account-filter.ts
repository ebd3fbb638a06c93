import type { Account } from '#shared/accounts/schema.ts'

/** Whether somebody works in the school or is to: only of these the sign-in can be changed here. */
export const worksHere = (account: Account, today: string): boolean =>
  account.roles.some(({ to }) => to === null || to >= today)

/** Roles that hold today; ended ones stay in the account's history. */
export const rolesOn = (account: Account, today: string): Account['roles'] =>
  account.roles.filter(({ from, to }) => from <= today && (to === null || to >= today))

export const isLocked = ({ lockedUntil }: Account): boolean =>
  lockedUntil !== null && Date.parse(lockedUntil) > Date.now()

export const accountFilters = ['inUse', 'attention', 'off'] as const
export type AccountFilter = (typeof accountFilters)[number]

/** Whoever has left uses the account no more than one whose account is switched off. */
export function fitsFilter(filter: AccountFilter, account: Account, today: string): boolean {
  const inUse = !account.disabled && worksHere(account, today)
  if (filter === 'off') return !inUse
  return inUse && (filter === 'inUse' || account.mustChangePassword || isLocked(account))
}
