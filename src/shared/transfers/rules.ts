import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { TransferState } from '#shared/transfers/schema.ts'

/** Days a school has to answer; what nobody answered lapses, and the child stays where it is. */
const DAYS_TO_ANSWER = 30

export const answerBy = (askedOn: LocalDate): LocalDate => addDays(askedOn, DAYS_TO_ANSWER)

/** The state on a day: a request that nobody answered in time is no request any more. */
export const stateOn = (
  { state, expiresOn }: { readonly state: TransferState; readonly expiresOn: LocalDate },
  today: LocalDate,
): TransferState => (state === 'asked' && today > expiresOn ? 'expired' : state)

/** 林**: enough for those who know whom they sent, and nothing for anybody else. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name
  return `${first}${'*'.repeat(Math.max(1, Math.min(rest.length, 2)))}`
}
