import { describe, expect, it } from 'vitest'
import { ageOn, diffDays } from '#shared/calendar/rules/local-date.ts'
import { CardText, CardTopics } from '#shared/cards/schema.ts'
import { evaluate } from '#shared/children/rules/evaluate.ts'
import { replay } from '#shared/duties/rules/replay.ts'
import { dutyState } from '#shared/duties/rules/state.ts'
import type { CardKind } from '#shared/duties/schema.ts'
import { completion } from '#shared/figures/rules/completion.ts'
import { checkIdNumber } from '#shared/roster/rules/id-number.ts'
import { normalisePhone } from '#shared/roster/rules/phone.ts'
import { createVault } from '#server/vault/vault.ts'
import { demoSchool } from './parts/demo-school.ts'
import { createIds } from './parts/ids.ts'
import { factsOf } from './parts/pupil.ts'
import { createRandom, deal } from './parts/random.ts'
import type { Row } from './parts/tables.ts'

const TODAY = '2026-11-23'
const vault = createVault(Buffer.alloc(32, 3))
const demo = (today = TODAY) => demoSchool(vault, today, Date.parse(`${today}T02:00:00Z`), 'hash')
const school = demo()
const { byTable } = school.rows
const text = (row: Row, column: string): string => row[column] as string
const listed = school.pupils.filter((one) => one.listedFrom !== null)

const sealedColumns = /_sealed$|^sealed$/
const plain = (rows: readonly Row[]): string =>
  JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => !sealedColumns.test(column))),
    ),
  )
const everything = (made: typeof school): string => Object.values(made.rows.byTable).map(plain).join('\n')

describe('an invented school', () => {
  it('is the same for the same seed and day, another for another day', () => {
    expect(everything(demo())).toBe(everything(school))
    expect(everything(demo('2026-11-24'))).not.toBe(everything(school))
  })

  it.each(['2026-11-23', '2027-02-10', '2027-03-05', '2027-07-20', '2028-02-29', '2026-09-01'])(
    'has 743 pupils in 18 classes and 122 of them on the list on %s',
    (today) => {
      const made = demo(today)
      const from = made.frame.years.at(-1)?.from ?? ''
      expect(made.pupils).toHaveLength(743)
      expect(made.pupils.filter((one) => one.listedFrom !== null)).toHaveLength(122)
      expect(made.frame.classes.filter(({ yearFrom }) => yearFrom === from)).toHaveLength(18)
      expect(made.rows.byTable.duty.length).toBeGreaterThan(2500)
      expect(made.rows.byTable.card.filter((card) => text(card, 'held_on') > today)).toEqual([])
    },
  )

  it('keeps the decisions the rules make of each child', () => {
    const statuses = Map.groupBy(byTable.child_status, (row) => text(row, 'pupil_id'))
    for (const { id, pupil } of school.pupils)
      for (const definition of school.frame.definitions) {
        const outcome = evaluate(definition, factsOf(pupil), TODAY)
        const kept = statuses.get(id)?.find((row) => row['definition_id'] === definition.id)
        expect(kept?.['result'] ?? 'not').toBe(outcome.result)
        const wanted = kept ? { kind: outcome.kind, reasons: outcome.reasons } : {}
        expect(kept ?? {}).toMatchObject(wanted)
      }
  })

  it('has sound identity numbers of counties that do not exist and phones of no operator (K-70, K-74)', () => {
    const numbers = school.pupils.flatMap(({ pupil }) =>
      pupil.idNumber ? [{ pupil, number: pupil.idNumber }] : [],
    )
    expect(numbers.length).toBeGreaterThan(700)
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length)
    for (const { pupil, number } of numbers) {
      expect(number).toMatch(/^52998[1-4]/)
      expect(checkIdNumber(number, TODAY, 'pupil')).toMatchObject({
        ok: true,
        birthDate: pupil.birthOn,
        sex: pupil.sex,
      })
    }
    const phones = school.pupils.flatMap(({ pupil }) => [
      pupil.phone,
      pupil.carer.phone,
      ...pupil.members.map(({ phone }) => phone),
    ])
    for (const phone of phones.filter((one) => one !== null)) {
      expect(phone).toMatch(/^1[59]4\d{8}$/)
      expect(normalisePhone(phone)).toMatchObject({ ok: true, phone })
    }
  })

  it('says nothing that hurts and nothing that could be somebody: no label, no full number outside sealed columns', () => {
    const words = everything(school)
    expect(words).not.toMatch(/留守|单亲|问题学生|差生|孤儿|贫困/)
    expect(words).not.toMatch(/52998[1-4]\d{11}/)
    expect(words).not.toMatch(/1[59]4\d{8}/)
  })
})

describe('calibration by published shares', () => {
  const share = (hits: number, all: number): number => (100 * hits) / all
  const away = (pupil: (typeof listed)[number]['pupil']) =>
    evaluate(school.frame.definition, factsOf(pupil), TODAY).kind
  const both = listed.filter(({ pupil }) => away(pupil) === 'bothAway')

  it('deals shares exactly, however few there are', () => {
    expect(
      deal(createRandom(1), 10, [
        ['a', 1],
        ['b', 2],
      ]).filter((one) => one === 'a'),
    ).toHaveLength(3)
  })

  it.each([
    ['boys', 54.5, share(listed.filter(({ pupil }) => pupil.sex === 'male').length, listed.length), 1],
    ['both parents away', 42.8, share(both.length, listed.length), 1],
    [
      'grandparents where both are away',
      91.2,
      share(both.filter(({ pupil }) => pupil.carer.kind === 'grandparent').length, both.length),
      3,
    ],
    [
      'nobody or nobody certain',
      4,
      share(
        both.filter(({ pupil }) => ['nobody', 'uncertain'].includes(pupil.carer.kind)).length,
        both.length,
      ),
      2,
    ],
    [
      'work in another province',
      43.3,
      share(listed.filter(({ pupil }) => pupil.workPlace === 'otherProvince').length, listed.length),
      1,
    ],
    [
      'boarding in grades 7–9',
      55,
      share(
        school.pupils.filter(({ pupil }) => pupil.grade > 6 && pupil.boarding).length,
        school.pupils.filter(({ pupil }) => pupil.grade > 6).length,
      ),
      8,
    ],
    [
      'boarding in grades 1–6',
      15,
      share(
        school.pupils.filter(({ pupil }) => pupil.grade <= 6 && pupil.boarding).length,
        school.pupils.filter(({ pupil }) => pupil.grade <= 6).length,
      ),
      4,
    ],
  ] as const)('%s: %d %%', (_name, wanted, found, tolerance) => {
    expect(Math.abs(found - wanted)).toBeLessThanOrEqual(tolerance)
  })

  it('grandparents are 59 on average, and each child is of an age for the grade', () => {
    const ages = listed.flatMap(({ pupil }) =>
      pupil.carer.kind === 'grandparent' && pupil.carer.bornOn ? [ageOn(pupil.carer.bornOn, TODAY)] : [],
    )
    expect(Math.abs(ages.reduce((sum, age) => sum + age, 0) / ages.length - 59)).toBeLessThan(2.5)
    for (const { pupil } of school.pupils) expect(ageOn(pupil.birthOn, '2026-08-31')).toBe(pupil.grade + 5)
  })
})

describe('duties and cards', () => {
  const duties = byTable.duty.map((row) => ({
    id: text(row, 'id'),
    key: text(row, 'key'),
    cardKinds: [text(row, 'key') as CardKind],
    pupilId: text(row, 'pupil_id'),
    classId: text(row, 'class_id'),
    from: text(row, 'window_from'),
    to: text(row, 'window_to'),
    dueOn: text(row, 'due_on'),
    doneOn: row['done_on'] === null ? null : text(row, 'done_on'),
    cardId: row['done_card_id'],
    attempts: row['attempts'],
    lastAttemptOn: row['last_attempt_on'],
    excused: row['excuse_kind'] !== null,
  }))
  const cards = byTable.card.map((row) => ({
    id: text(row, 'id'),
    pupilId: text(row, 'pupil_id'),
    kind: text(row, 'kind') as CardKind,
    heldOn: text(row, 'held_on'),
    reached: row['reached'] === true,
    enteredFor: row['entered_for'] === null ? null : text(row, 'entered_for'),
    createdAt: text(row, 'created_at'),
  }))

  it('agree: replaying the cards gives every duty what it has (K-26, K-30)', () => {
    const cardsOf = Map.groupBy(cards, ({ pupilId }) => pupilId)
    for (const [pupilId, own] of Map.groupBy(duties, (duty) => duty.pupilId)) {
      const should = replay(own, cardsOf.get(pupilId) ?? [])
      for (const { id, cardId, doneOn, attempts, lastAttemptOn } of own)
        expect(should.get(id)).toEqual({ cardId, doneOn, attempts, lastAttemptOn })
    }
  })

  it('are as a school that means it has them: 80 to 97 % in time, some late, tried, excused, a few overdue now', () => {
    const states = duties.map((duty) => ({ ...duty, state: dutyState(duty, TODAY) }))
    const { percent } = completion(states, TODAY)
    expect(percent).toBeGreaterThan(85)
    expect(percent).toBeLessThan(97)
    const overdueNow = states.filter(({ state, dueOn }) => state === 'missed' && diffDays(dueOn, TODAY) <= 90)
    expect(overdueNow.length).toBeGreaterThan(3)
    expect(overdueNow.length).toBeLessThan(45)
    for (const state of ['late', 'excused', 'due', 'upcoming'] as const)
      expect(states.filter((duty) => duty.state === state).length).toBeGreaterThan(20)
    expect(cards.filter(({ reached }) => !reached).length).toBeGreaterThan(50)
  })

  it('have the fields of their forms, kept and sealed', () => {
    for (const row of byTable.card) expect(CardTopics.safeParse(row['fields']).success).toBe(true)
    const [content] = byTable.card_content
    const opened = JSON.parse(
      vault.open(content?.['sealed'] as Buffer, `card.content:${text(content ?? {}, 'card_id')}`),
    ) as { text: unknown }
    expect(CardText.safeParse(opened.text).success).toBe(true)
    expect(byTable.card_content).toHaveLength(byTable.card.length)
  })
})

it('ids are UUIDs of version 7 in the order they are made', () => {
  const next = createIds(createRandom(5), Date.parse('2026-01-01T00:00:00Z'))
  const made = Array.from({ length: 1000 }, next)
  expect(made.toSorted()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
  for (const id of made)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
