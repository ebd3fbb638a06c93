import { randomInt } from 'node:crypto'
import { symmetricEncrypt } from 'better-auth/crypto'

const CODES = 10
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Five letters or digits, none of which looks like another on paper. */
const half = (): string => Array.from({ length: 5 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')

/** Backup codes as the sign-in library makes and keeps them: ten of the form xxxxx-xxxxx, sealed as one JSON list. */
export async function newBackupCodes(secret: string): Promise<{ codes: string[]; sealed: string }> {
  const codes = Array.from({ length: CODES }, () => `${half()}-${half()}`)
  return { codes, sealed: await symmetricEncrypt({ key: secret, data: JSON.stringify(codes) }) }
}
