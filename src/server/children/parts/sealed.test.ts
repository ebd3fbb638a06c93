import { describe, expect, it } from 'vitest'
import {
  maskAddress,
  maskIdNumber,
  maskPhone,
  sealingContext,
  sealPupilPhone,
} from '#server/children/parts/sealed.ts'
import { createVault } from '#server/vault/vault.ts'

describe('masks', () => {
  it('H-02: what a list may show never gives the whole number or address', () => {
    expect(maskPhone('19412345678')).toBe('194****5678')
    expect(maskPhone('057188886666')).toBe('0571****66')
    expect(maskIdNumber('529901201501011234')).toBe('529*************34')
    expect(maskAddress('青禾县柳河镇大湾村3组12号')).toBe('青禾县柳河镇大湾村***')
    for (const short of ['柳溪村', '5栋', '人民路12号']) expect(maskAddress(short)).not.toBe(short)
  })

  it('seals under the context of its record', () => {
    const vault = createVault(Buffer.alloc(32, 2))
    const { phone_sealed: sealed, phone_masked: masked } = sealPupilPhone(vault, 'a', '19412345678')
    expect(masked).toBe('194****5678')
    expect(sealed && vault.open(sealed, sealingContext.pupilPhone('a'))).toBe('19412345678')
    expect(() => sealed && vault.open(sealed, sealingContext.pupilPhone('b'))).toThrow()
  })
})
