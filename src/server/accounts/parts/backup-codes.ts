import { randomInt } from 'node:crypto'
import { symmetricEncrypt } from 'better-auth/crypto'

const CODES = 10
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Five letters or digits, none of which looks like another on paper. */
const half = (): string => Array.from({ length: 5 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')

/** A set of backup codes: of the form xxxxx-xxxxx, as the sign-in page reads them. */
export const makeBackupCodes = (): string[] => Array.from({ length: CODES }, () => `${half()}-${half()}`)

/** A new set as the sign-in library keeps it: sealed as one JSON list. */
export async function newBackupCodes(secret: string): Promise<{ codes: string[]; sealed: string }> {
  const codes = makeBackupCodes()
  return { codes, sealed: await symmetricEncrypt({ key: secret, data: JSON.stringify(codes) }) }
}
