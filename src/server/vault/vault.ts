import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { aesGcm, sm4Ctr, type Cipher } from '#server/vault/parts/ciphers.ts'

export interface Vault {
  /** Encrypts text; `context` (e.g. `pupil.phone:<id>`) must be the same on opening. */
  seal(text: string, context: string): Buffer
  /** Throws when the value was changed or the context is another. */
  open(sealed: Buffer, context: string): string
  sealBytes(bytes: Buffer, context: string): Buffer
  openBytes(sealed: Buffer, context: string): Buffer
  /** Keyed blind index for exact search of a sealed value. */
  index(value: string, kind: string): Buffer
  /** A derived secret for another purpose (sign-in cookie, database role), never stored. */
  secret(purpose: string): string
}

export type CipherName = 'aes-256-gcm' | 'sm4'

const VERSION = 1
const NONCE = { from: 2, to: 14 }
const TAG_END = 30

/**
 * Field encryption: AES-256-GCM, or SM4 (GB/T 32907) with HMAC-SM3 where a school must use it.
 * Layout of a sealed value: version, cipher, 12-byte nonce, 16-byte tag, ciphertext. Both ciphers always open.
 */
export function createVault(masterKey: Buffer, use: CipherName = 'aes-256-gcm'): Vault {
  const derive = (purpose: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', masterKey, 'shouwang', purpose, length))
  const aes = aesGcm(derive('seal:aes-256-gcm', 32))
  const sm4 = sm4Ctr(derive('seal:sm4', 16), derive('seal:sm4-mac', 32))
  const ciphers: readonly Cipher[] = [aes, sm4]
  const current = use === 'sm4' ? sm4 : aes
  const indexKey = createSecretKey(derive('index', 32))

  function sealBytes(bytes: Buffer, context: string): Buffer {
    const { nonce, tag, body } = current.encrypt(bytes, Buffer.from(context))
    return Buffer.concat([Buffer.of(VERSION, ciphers.indexOf(current)), nonce, tag, body])
  }

  function openBytes(sealed: Buffer, context: string): Buffer {
    const cipher = ciphers[sealed[1] ?? -1]
    if (sealed[0] !== VERSION || !cipher) throw new Error('sealed value of unknown version')
    return cipher.decrypt(
      {
        nonce: sealed.subarray(NONCE.from, NONCE.to),
        tag: sealed.subarray(NONCE.to, TAG_END),
        body: sealed.subarray(TAG_END),
      },
      Buffer.from(context),
    )
  }

  return {
    sealBytes,
    openBytes,
    seal: (text, context) => sealBytes(Buffer.from(text), context),
    open: (sealed, context) => openBytes(sealed, context).toString(),
    index: (value, kind) => createHmac('sha256', indexKey).update(`${kind}\0${value}`).digest(),
    secret: (purpose) => derive(`secret:${purpose}`, 32).toString('base64url'),
  }
}
