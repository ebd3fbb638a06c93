import { expect, test } from 'vitest'
import { CardInput } from '#shared/cards/schema.ts'
import { cardsOf, emptyDraft, heldOn, whenToday, writtenOf } from './draft.ts'

const today = '2026-11-23'
const pupilId = '0199e5a0-0000-7000-8000-000000000003'
const draft = { ...emptyDraft(today, '周老师', null), who: 'father' as const, met: ['grandmother' as const] }

test.each(['talk', 'parentContact', 'homeVisit'] as const)(
  'what is sent for a %s is what the server reads',
  (kind) => {
    for (const reached of [true, false]) {
      const sent = { pupilId, ...writtenOf(kind, { ...draft, reached, topics: ['study'] }, null) }
      expect(CardInput.parse(sent)).toMatchObject({ heldOn: today, reached, fields: { kind } })
    }
  },
)

test('K-30: an attempt carries neither topics nor a mood, a visit without anybody met says so', () => {
  const tried = { ...draft, reached: false, topics: ['study' as const], mood: 'calm' as const }
  expect(writtenOf('talk', tried, null).fields).toMatchObject({ topics: [], mood: null })
  expect(writtenOf('homeVisit', tried, null).fields).toMatchObject({ met: ['nobody'] })
})

test('sealed words go into the sealed note and nowhere else', () => {
  const { content, privateNote } = writtenOf('talk', { ...draft, content: '他很想妈妈', sealed: true }, null)
  expect({ content, privateNote }).toEqual({ content: '', privateNote: '他很想妈妈' })
})

test('a draft begun yesterday stays yesterday’s talk', () => {
  const old = { ...draft, startedOn: '2026-11-22' }
  expect(heldOn(old)).toBe('2026-11-22')
  expect(whenToday(old, today)).toEqual({ when: 'other', day: '2026-11-22' })
  expect(whenToday(draft, today)).toEqual({ when: 'now', day: '' })
})

test('one visit, two children: how one seemed and the sealed note stay on the own card', () => {
  const sibling = {
    pupilId: '0199e5a0-0000-7000-8000-000000000004',
    cardId: '0199e5a0-0000-7000-8000-000000000005',
  }
  const seen = {
    ...draft,
    talked: true,
    mood: 'sad' as const,
    riskLevel: 'watch' as const,
    sealed: true,
    content: '想妈妈',
  }
  const visit = { ...seen, met: ['child' as const], topics: ['home' as const], siblings: [sibling] }
  const [own, other] = cardsOf('homeVisit', visit, { childId: pupilId, dutyId: null }).map((card) =>
    CardInput.parse(card),
  )
  expect(own).toMatchObject({
    pupilId,
    fields: { talked: true, mood: 'sad', riskLevel: 'watch' },
    privateNote: '想妈妈',
  })
  expect(other).toMatchObject({ id: sibling.cardId, pupilId: sibling.pupilId, content: '', privateNote: '' })
  expect(other?.fields).toMatchObject({ talked: true, mood: null, riskLevel: 'none' })
  expect(cardsOf('talk', visit, { childId: pupilId, dutyId: null })).toHaveLength(1)
})
