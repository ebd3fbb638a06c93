import { expect, it } from 'vitest'
import type { MatchProblem } from '#shared/pairing/rules/match.ts'
import { searchInWorker } from './run-in-worker.ts'

const problem = (children: number, helpers: number): MatchProblem => ({
  part: 'teacher',
  today: '2026-11-23',
  children: Array.from({ length: children }, (_, at) => ({
    id: `k${at}`, sex: 'female', village: null, classId: null, helperSex: 'any', language: null, sameVillage: false,
    relatives: [], conflicts: [], kept: null, knownBy: [`h${(at * 7) % helpers}`],
  })),
  helpers: Array.from({ length: helpers }, (_, at) => ({
    id: `h${at}`, sex: 'female', village: null, languages: [], classId: null, load: 0, most: 8, vettedTo: null,
  })),
}) // prettier-ignore

it('searches in a thread of its own, and says how far it is', async () => {
  const steps: string[] = []
  const outcome = await searchInWorker(
    { problem: problem(40, 10), timeLimitMs: 20_000 },
    ({ step }) => void steps.push(step),
  )
  expect(outcome).toMatchObject({ ok: true, found: { gap: 0 } })
  expect(steps[0]).toBe('rules')
  expect(steps).toContain('solving')
})

it('ends at once on the signal, before and while it runs', async () => {
  const abort = new AbortController()
  const running = searchInWorker(
    { problem: problem(2000, 400), timeLimitMs: 20_000 },
    () => abort.abort(),
    abort.signal,
  )
  expect(await running).toEqual({ ok: false, cancelled: true })
  const after = await searchInWorker({ problem: problem(1, 1), timeLimitMs: 20_000 }, undefined, abort.signal)
  expect(after).toEqual({ ok: false, cancelled: true })
})
