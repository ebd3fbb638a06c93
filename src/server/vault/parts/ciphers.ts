import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto'

interface Encrypted {
  readonly nonce: Buffer
  readonly tag: Buffer
  readonly body: Buffer
}

export interface Cipher {
  encrypt(bytes: Buffer, context: Buffer): Encrypted
  decrypt(value: Encrypted, context: Buffer): Buffer
}

const NONCE_BYTES = 12
const drawn = Buffer.alloc(NONCE_BYTES * 512)
let used = drawn.length

/** Random nonces are drawn many at a time: one call each costs as much as the encryption. */
function newNonce(): Buffer {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += NONCE_BYTES
  return Buffer.from(drawn.subarray(used - NONCE_BYTES, used))
}

export function aesGcm(secret: Buffer): Cipher {
  // A key object is set up once; from raw bytes every value would pay for it again.
  const key = createSecretKey(secret)
  return {
    encrypt(bytes, context) {
      const nonce = newNonce()
      const encrypt = createCipheriv('aes-256-gcm', key, nonce).setAAD(context)
      const body = Buffer.concat([encrypt.update(bytes), encrypt.final()])
      return { nonce, tag: encrypt.getAuthTag(), body }
    },
    decrypt({ nonce, tag, body }, context) {
      const decrypt = createDecipheriv('aes-256-gcm', key, nonce).setAAD(context).setAuthTag(tag)
      return Buffer.concat([decrypt.update(body), decrypt.final()])
    },
  }
}

/** OpenSSL has no SM4-GCM here: counter mode, then HMAC-SM3 over context, nonce and ciphertext. */
export function sm4Ctr(secret: Buffer, macSecret: Buffer): Cipher {
  const [key, macKey] = [createSecretKey(secret), createSecretKey(macSecret)]
  const ivOf = (nonce: Buffer): Buffer => Buffer.concat([nonce, Buffer.alloc(4)])
  const tagOf = (context: Buffer, nonce: Buffer, body: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(context.length)
    return createHmac('sm3', macKey)
      .update(length)
      .update(context)
      .update(nonce)
      .update(body)
      .digest()
      .subarray(0, 16)
  }
  return {
    encrypt(bytes, context) {
      const nonce = newNonce()
      const encrypt = createCipheriv('sm4-ctr', key, ivOf(nonce))
      const body = Buffer.concat([encrypt.update(bytes), encrypt.final()])
      return { nonce, tag: tagOf(context, nonce, body), body }
    },
    decrypt({ nonce, tag, body }, context) {
      if (!timingSafeEqual(tag, tagOf(context, nonce, body))) throw new Error('sealed value was changed')
      const decrypt = createDecipheriv('sm4-ctr', key, ivOf(nonce))
      return Buffer.concat([decrypt.update(body), decrypt.final()])
    },
  }
}
