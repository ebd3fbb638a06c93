import { expect, test } from 'vitest'
import type { AuditLine } from '#shared/audit/schema.ts'
import { runsOf } from './runs.ts'

const line = (minute: number, part: Partial<AuditLine> = {}): AuditLine => ({
  id: `01900000-0000-7000-8000-0000000000${minute}`,
  seq: minute,
  at: `2026-11-27T00:${minute}:00.000Z`,
  actorName: '周老师',
  why: 'classTeacher',
  action: 'read',
  entity: 'handbook',
  pupilId: null,
  pupilName: null,
  personName: null,
  detail: { week: minute },
  ...part,
})
const words = ({ entity }: AuditLine): string => entity

test('looks that read the same are one line; another person, child or thing, and every change, stand alone', () => {
  const lines = [
    line(30),
    line(29),
    line(28),
    line(27, { actorName: '吴老师' }),
    line(26),
    line(25, { pupilId: '01900000-0000-7000-8000-0000000000aa' }),
    line(24, { action: 'change' }),
    line(23, { action: 'change' }),
    line(22, { action: 'reveal' }),
    line(21, { action: 'reveal' }),
  ]
  const runs = runsOf(lines, words)
  expect(runs.map(({ line: first, times }) => [first.seq, times])).toEqual([
    [30, 3], [27, 1], [26, 1], [25, 1], [24, 1], [23, 1], [22, 1], [21, 1],
  ]) // prettier-ignore
  expect(runs[0]?.since).toBe('2026-11-27T00:28:00.000Z')
  expect(runs.reduce((sum, { times }) => sum + times, 0)).toBe(lines.length)
})
