import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { biffFile } from '#server/testing/roster-files.ts'
import type { ReadProgress } from './read-roster.ts'
import { type PackedOutcome, readRosterInWorker } from './run-in-worker.ts'
import { unpackRoster } from './stored-rows.ts'

const clean = readFileSync(new URL('../../testing/samples/roster-clean.xlsx', import.meta.url))
const unpacked = (outcome: PackedOutcome) =>
  outcome.ok ? unpackRoster(Buffer.from(outcome.packed)) : outcome
const options = { asOf: '2026-09-01', knownClasses: [] }

describe('reading in a thread of its own', () => {
  it('reads the clean sample and tells rows read of rows in all', async () => {
    const seen: ReadProgress[] = []
    const outcome = unpacked(await readRosterInWorker(clean, options, (progress) => seen.push(progress)))
    expect(outcome).toMatchObject({ ok: true, fileKind: 'xlsx', roster: { summary: { accepted: 743 } } })
    expect(seen[0]).toEqual({ phase: 'reading', rowsRead: 0, rowsTotal: null })
    expect(seen.at(-1)).toEqual({ phase: 'checking', rowsRead: 743, rowsTotal: 743 })
  })

  it('reads a legacy .xls', async () => {
    const map = { name: 0, sex: 1, className: 2, birthDate: 3, idNumber: 4 }
    const outcome = unpacked(await readRosterInWorker(biffFile(), { ...options, map }))
    expect(outcome).toMatchObject({
      ok: true,
      fileKind: 'xls',
      roster: { summary: { pupilsAfterImport: 2 } },
    })
  })

  it('can be cancelled, before and while it runs', async () => {
    expect(
      await readRosterInWorker(clean, options, undefined, { signal: AbortSignal.abort() }),
    ).toMatchObject({ reason: 'cancelled' })
    const controller = new AbortController()
    const cancelled = readRosterInWorker(clean, options, () => controller.abort(), {
      signal: controller.signal,
    })
    expect(await cancelled).toMatchObject({ ok: false, reason: 'cancelled' })
  })

  it('ends when it takes too long', async () => {
    expect(await readRosterInWorker(clean, options, undefined, { timeLimitMs: 1 })).toMatchObject({
      reason: 'took-too-long',
    })
  })
})
