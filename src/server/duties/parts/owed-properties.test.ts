import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths } from '#shared/calendar/rules/local-date.ts'
import { calendar, known, year } from '#server/testing/owed-catalogue.ts'
import { difference } from './difference.ts'
import { dutyName, owedDuties } from './owed-duties.ts'
import type { SubjectFacts } from './subjects.ts'

const day = fc.integer({ min: -30, max: 380 }).map((at) => addDays('2026-09-01', at))
const time = fc.tuple(day, fc.option(fc.integer({ min: 0, max: 200 }))).map(([from, days]) => ({
  from,
  to: days === null ? null : addDays(from, days),
}))
const ids = (prefix: string) => fc.integer({ min: 1, max: 4 }).map((n) => `${prefix}${n}`)
const facts = fc.record({
  lists: fc.array(
    fc
      .tuple(ids('child'), time)
      .map(([pupilId, one]) => ({ pupilId, classId: 'class1', definitionKey: 'recording', ...one })),
    { maxLength: 8 },
  ),
  marks: fc.array(
    fc
      .tuple(ids('child'), fc.constantFrom('orphan', 'disabled'), time)
      .map(([pupilId, category, one]) => ({ pupilId, classId: 'class1', category, ...one })),
    { maxLength: 4 },
  ),
  classes: fc.array(
    fc.tuple(ids('class'), time).map(([classId, one]) => ({ classId, definitionKey: 'recording', ...one })),
    { maxLength: 6 },
  ),
  roles: fc.array(
    fc
      .tuple(ids('user'), fc.constantFrom('classTeacher', 'helpingTeacher', 'principal'), ids('child'), time)
      .map(([userId, role, pupilId, one]) => ({ userId, role, pupilId, ...one })),
    { maxLength: 6 },
  ),
  pairings: fc.array(
    fc
      .tuple(ids('child'), fc.constantFrom('group3211' as const, 'volunteer' as const), time)
      .map(([pupilId, kind, one]) => ({ pupilId, kind, ...one })),
    { maxLength: 6 },
  ),
  events: fc.array(
    fc
      .tuple(
        ids('child'),
        fc.constantFrom('fileOpened', 'parentHome', 'absenceFound', 'birthday' as const),
        day,
      )
      .map(([pupilId, event, on]) => ({
        pupilId,
        event,
        on: event === 'birthday' ? addMonths(on, -16 * 12) : on,
      })),
    { maxLength: 8 },
  ),
  pupils: fc.uniqueArray(
    fc
      .tuple(ids('child'), fc.option(day), fc.array(time, { maxLength: 2 }))
      .map(([pupilId, to, files]) => ({ pupilId, classId: 'class1', to, files })),
    { maxLength: 4, selector: ({ pupilId }) => pupilId },
  ),
})

const names = (all: SubjectFacts): string[] =>
  owedDuties(known, calendar, all, year)
    .map((duty) => `${dutyName(duty)} ${duty.dueOn}`)
    .toSorted()

describe('what is owed, over all duties of the catalogue', () => {
  it('is free of the order of facts, names each duty once, and asks nothing of whom it does not know', () => {
    fc.assert(
      fc.property(facts, (some) => {
        const all = { schoolId: 'school', done: [], ...some }
        const owed = owedDuties(known, calendar, all, year)
        const turned = {
          schoolId: 'school',
          done: [],
          lists: all.lists.toReversed(),
          marks: all.marks.toReversed(),
          classes: all.classes.toReversed(),
          roles: all.roles.toReversed(),
          pairings: all.pairings.toReversed(),
          events: all.events.toReversed(),
          pupils: all.pupils.toReversed(),
        }
        expect(names(turned)).toEqual(names(all))
        expect(new Set(owed.map(dutyName)).size).toBe(owed.length)
        for (const duty of owed) {
          expect((duty.subjectKind === 'child') === (duty.pupilId !== null)).toBe(true)
          expect(duty.subjectKind !== 'class' || duty.classId === duty.subjectId).toBe(true)
          expect(duty.dueOn >= duty.from).toBe(true)
        }
        // D45, D46: of whom nobody is in such a pairing nothing is owed.
        const inPairing = (id: string, kind: string): boolean =>
          all.pairings.some((one) => one.pupilId === id && one.kind === kind)
        for (const [key, kind] of [
          ['groupHelp', 'group3211'],
          ['volunteerMeets', 'volunteer'],
        ] as const)
          expect(
            owed.every((duty) => duty.key !== key || inPairing(duty.subjectId, kind)),
            key,
          ).toBe(true)
        const people = new Set(all.roles.map(({ userId }) => userId))
        expect(
          owed
            .filter(({ subjectKind }) => subjectKind === 'person')
            .every((one) => people.has(one.subjectId)),
        ).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('is stored once: opening again, in any two steps, changes nothing', () => {
    fc.assert(
      fc.property(facts, day, (some, until) => {
        const all = { schoolId: 'school', done: [], ...some }
        const store = (duties: ReturnType<typeof owedDuties>) =>
          duties.map((duty) => ({
            ...duty,
            id: dutyName(duty),
            doneOn: null,
            cardId: null,
            attempts: 0,
            lastAttemptOn: null,
            excused: false,
          }))
        const to = [year.from, until, year.to].toSorted()[1] ?? year.to
        const first = store(owedDuties(known, calendar, all, { from: year.from, to }))
        const owed = owedDuties(known, calendar, all, year)
        const then = difference(owed, first, '2026-11-23')
        expect(then.surplus).toEqual([])
        expect(then.changed).toEqual([])
        expect(first.length + then.missing.length).toBe(owed.length)
        const again = difference(owed, store(owed), '2026-11-23')
        expect(again).toEqual({ missing: [], changed: [], surplus: [], ended: 0 })
      }),
      { numRuns: 60 },
    )
  })
})
