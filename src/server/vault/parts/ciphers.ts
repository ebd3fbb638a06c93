import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

interface Encrypted {
  readonly nonce: Buffer
  readonly tag: Buffer
  readonly body: Buffer
}

export interface Cipher {
  encrypt(bytes: Buffer, context: Buffer): Encrypted
  decrypt(value: Encrypted, context: Buffer): Buffer
}

export function aesGcm(key: Buffer): Cipher {
  return {
    encrypt(bytes, context) {
      const nonce = randomBytes(12)
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
export function sm4Ctr(key: Buffer, macKey: Buffer): Cipher {
  const ivOf = (nonce: Buffer): Buffer => Buffer.concat([nonce, Buffer.alloc(4)])
  const tagOf = (context: Buffer, nonce: Buffer, body: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(context.length)
    return createHmac('sm3', macKey).update(length).update(context).update(nonce).update(body).digest().subarray(0, 16)
  }
  return {
    encrypt(bytes, context) {
      const nonce = randomBytes(12)
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
