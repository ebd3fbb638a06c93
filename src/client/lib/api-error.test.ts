import { expect, it } from 'vitest'
import { ApiError, isRefused } from './api-error.ts'

it('a photo is forgotten only when it was refused: not when the session ends in the middle, nor when we fail', () => {
  for (const code of [
    'offline',
    'unavailable',
    'unauthenticated',
    'second-factor-required',
    'internal',
  ] as const)
    expect([code, isRefused(new ApiError(0, { code }))]).toEqual([code, false])
  expect(isRefused(new TypeError('a fault of ours'))).toBe(false)
  for (const code of [
    'attachment-type',
    'attachment-broken',
    'upload-changed',
    'not-found',
    'forbidden',
  ] as const)
    expect([code, isRefused(new ApiError(0, { code }))]).toEqual([code, true])
})
