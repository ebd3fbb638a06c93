import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createVault, type CipherName } from '#server/vault/vault.ts'

const key = Buffer.alloc(32, 7)

describe.each<CipherName>(['aes-256-gcm', 'sm4'])('vault with %s', (cipher) => {
  const vault = createVault(key, cipher)

  it('opens what it sealed, and only with the same context', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(vault.open(vault.seal(text, 'a'), 'a')).toBe(text)
      }),
    )
    expect(() => vault.open(vault.seal('194 0000 0000', 'a'), 'b')).toThrow()
  })

  it('refuses a value in which one bit was changed', () => {
    const sealed = vault.seal('秘密', 'a')
    for (const at of [0, 1, 5, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => vault.open(changed, 'a')).toThrow()
    }
  })
})

describe('vault', () => {
  it('still opens values of the cipher used before a switch', () => {
    const sealed = createVault(key, 'aes-256-gcm').seal('旧值', 'a')
    expect(createVault(key, 'sm4').open(sealed, 'a')).toBe('旧值')
  })

  it('indexes the same value the same, other values and kinds otherwise', () => {
    const vault = createVault(key)
    expect(vault.index('x', 'id')).toEqual(vault.index('x', 'id'))
    expect(vault.index('x', 'id')).not.toEqual(vault.index('x', 'phone'))
    expect(vault.secret('a')).not.toBe(vault.secret('b'))
  })
})
