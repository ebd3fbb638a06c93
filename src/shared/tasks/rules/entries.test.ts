import { expect, it } from 'vitest'
import { calendarEntries, findEntry } from '#shared/tasks/rules/entries.ts'

it('D50: 42 entries, each with its own key and clause, numbered within its month', () => {
  expect(calendarEntries).toHaveLength(42)
  expect(new Set(calendarEntries.map(({ key }) => key)).size).toBe(42)
  expect(new Set(calendarEntries.map(({ clause }) => clause)).size).toBe(42)
  const perMonth = Map.groupBy(calendarEntries, ({ month }) => month)
  expect([...perMonth].map(([month, list]) => [month, list.length])).toEqual([
    [2, 3],
    [3, 4],
    [4, 4],
    [5, 4],
    [6, 2],
    [7, 2],
    [8, 3],
    [9, 5],
    [10, 4],
    [11, 5],
    [12, 3],
    [1, 3],
  ])
})

it('no entry names the children’s status: calendars are seen by strangers', () => {
  const words = JSON.stringify(calendarEntries)
  expect(words).not.toMatch(/留守|left[- ]behind|困难生|差生/)
})

it('H-10, H-14: entries that can hurt carry a word of care', () => {
  expect(findEntry('10-3')?.care).toBe('theme')
  expect(findEntry('11-5')?.care).toBe('visit')
})

it('what shows that it was done is said in English as fully as in Chinese', () => {
  for (const { evidence } of calendarEntries) {
    expect(evidence.en.split(' ').length, evidence.en).toBeGreaterThan(1)
    const same = calendarEntries.filter((one) => one.evidence.en === evidence.en)
    expect(new Set(same.map((one) => one.evidence.zh)).size, evidence.en).toBe(1)
  }
})
