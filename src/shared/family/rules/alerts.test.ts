import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths } from '#shared/calendar/rules/local-date.ts'
import { alertsOf, isCareAlert, type AlertFacts, type CarerOfAlerts } from './alerts.ts'

const today = '2026-11-23'
const carer: CarerOfAlerts = {
  kind: 'grandparent',
  relation: 'grandmother',
  bornOn: '1966-01-01',
  ill: false,
  legalBasis: 'helper',
  barred: false,
  knownOn: '2026-11-20',
}
const calm: AlertFacts = {
  birthDate: '2014-05-04',
  fileFrom: '2026-09-01',
  carer,
  parents: [{ present: true, away: true, calls: null }],
  numbers: [{ relation: 'father', deadOn: null }],
  contactOn: '2026-11-20',
  contactMissed: null,
  agreement: null,
}
const kinds = (over: Partial<AlertFacts>) => alertsOf({ ...calm, ...over }, today).map(({ kind }) => kind)
const nobody = (birthDate: string) =>
  alertsOf({ ...calm, birthDate, carer: { ...carer, kind: 'nobody' } }, today)

describe('alerts about who cares for a child', () => {
  it('says nothing where all is in order', () => expect(kinds({})).toEqual([]))

  it('H-03: nobody, nobody sure and nobody asked are urgent, with a day by which somebody must have acted', () => {
    expect(nobody('2009-01-01')).toMatchObject([{ kind: 'nobody', urgent: true, deadline: '2026-11-23' }])
    expect(alertsOf({ ...calm, carer: { ...carer, kind: 'uncertain' } }, today)).toMatchObject([
      { kind: 'nobody', who: 'uncertain', urgent: true },
    ])
    expect(alertsOf({ ...calm, carer: null }, today)).toMatchObject([
      { kind: 'notAsked', urgent: true, deadline: '2026-09-04' },
    ])
    expect(kinds({ carer: null, parents: [{ present: true, away: false, calls: null }] })).toEqual([])
    expect(kinds({ carer: null, fileFrom: null })).toEqual([])
  })

  it('under 8 never unattended, under 16 never alone; the birthday itself ends it (art. 21, K-03)', () => {
    expect(nobody('2018-11-24')).toMatchObject([{ kind: 'unattended', age: 7, urgent: true }])
    expect(nobody('2018-11-23')).toMatchObject([{ kind: 'alone', age: 8 }])
    expect(nobody('2010-11-24')).toMatchObject([{ kind: 'alone', age: 15 }])
    expect(nobody('2010-11-23')).toMatchObject([{ kind: 'nobody' }])
  })

  it('a barred carer or a minor may not be entrusted; guardians are not judged here (art. 22)', () => {
    expect(kinds({ carer: { ...carer, barred: true } })).toEqual(['barred'])
    expect(kinds({ carer: { ...carer, barred: true, legalBasis: 'legalGuardian' } })).toEqual([])
    expect(kinds({ carer: { ...carer, relation: 'elderSister', bornOn: '2008-11-24' } })).toEqual(['barred'])
    expect(kinds({ carer: { ...carer, relation: 'elderSister', bornOn: '2008-11-23' } })).toEqual([])
  })

  it('a carer of 70 or over, or ill', () => {
    expect(kinds({ carer: { ...carer, bornOn: '1956-11-23' } })).toEqual(['carerOld'])
    expect(kinds({ carer: { ...carer, bornOn: '1956-11-24' } })).toEqual([])
    expect(kinds({ carer: { ...carer, ill: true } })).toEqual(['carerIll'])
  })

  it('no contact with parents only where something says so: the contact of the plan missed since the last one', () => {
    const missed = { contactMissed: { from: '2026-11-01', promised: true } }
    expect(kinds({ contactOn: '2026-10-20' })).toEqual([])
    expect(kinds({ ...missed, contactOn: '2026-11-01' })).toEqual([])
    expect(alertsOf({ ...calm, ...missed, contactOn: '2026-10-31' }, today)).toMatchObject([
      { kind: 'noWeeklyContact', on: '2026-10-31', days: 23, often: null },
    ])
    // Asked for, missed, and never one on record: nobody has reached them at all (H-27).
    expect(alertsOf({ ...calm, ...missed, contactOn: null }, today)).toMatchObject([
      { kind: 'noWeeklyContact', on: null, days: null, often: null },
    ])
    // Nothing on record, and nothing promised yet: not known, and no alarm.
    expect(kinds({ contactMissed: { from: '2026-11-01', promised: false }, contactOn: null })).toEqual([])
    expect(kinds({ contactMissed: null, contactOn: null })).toEqual([])
    const home = { present: true, away: false, calls: null }
    expect(kinds({ ...missed, contactOn: '2026-10-01', parents: [...calm.parents, home] })).toEqual([])
  })

  it('art. 23: nobody of the parents away calls weekly, as the file has it of each of them', () => {
    const parent = (calls: AlertFacts['parents'][number]['calls']) => ({ present: true, away: true, calls })
    const told = (...parents: AlertFacts['parents']) => alertsOf({ ...calm, contactOn: null, parents }, today)
    expect(told(parent('monthly'), parent('rarely'))).toMatchObject([
      { kind: 'noWeeklyContact', often: 'monthly', days: null },
    ])
    expect(told(parent('monthly'), parent('weekly'))).toEqual([])
    expect(told(parent('monthly'), parent(null))).toEqual([])
    expect(told(parent('yearly'), { present: false, away: false, calls: null })).toMatchObject([
      { often: 'yearly' },
    ])
  })

  it('a number that is dead, and nobody left to ring', () => {
    const dead = { relation: 'father', deadOn: '2026-11-01' }
    expect(kinds({ numbers: [dead] })).toEqual(['unreachable', 'numberDead'])
    expect(kinds({ numbers: [dead, { relation: 'mother', deadOn: null }] })).toEqual(['numberDead'])
    expect(kinds({ numbers: [] })).toEqual(['unreachable'])
  })

  it('an agreement that is missing, unsigned or ending, as agreements say; nothing where none is asked for', () => {
    const having = (state: 'missing' | 'toSign' | 'valid' | 'ending') =>
      alertsOf({ ...calm, agreement: { state, endsOn: '2026-12-23' } }, today)
    expect(having('missing')).toMatchObject([{ kind: 'agreementMissing', who: 'grandmother', urgent: false }])
    expect(having('toSign')).toMatchObject([{ kind: 'agreementMissing' }])
    expect(having('ending')).toMatchObject([{ kind: 'agreementEnding', on: '2026-12-23' }])
    expect(having('valid')).toEqual([])
    expect(kinds({ agreement: null })).toEqual([])
  })

  it('a child is never called both alone and cared for; whoever is urgent has a deadline, and the reverse', () => {
    const day = fc.integer({ min: 0, max: 9000 }).map((days) => addDays('2002-01-01', days))
    const facts: fc.Arbitrary<AlertFacts> = fc.record({
      birthDate: day,
      fileFrom: fc.option(day),
      carer: fc.option(
        fc.record({
          kind: fc.constantFrom('parent', 'grandparent', 'relative', 'friend', 'nobody', 'uncertain'),
          relation: fc.constantFrom('father', 'grandmother', 'nobody'),
          bornOn: fc.option(day.map((one) => addMonths(one, -400))),
          ill: fc.boolean(),
          legalBasis: fc.constantFrom('parent', 'legalGuardian', 'entrusted', 'helper'),
          barred: fc.boolean(),
          knownOn: day,
        }),
      ),
      parents: fc.array(
        fc.record({
          present: fc.boolean(),
          away: fc.boolean(),
          calls: fc.option(fc.constantFrom('weekly', 'monthly', 'quarterly', 'yearly', 'rarely')),
        }),
        { maxLength: 3 },
      ),
      numbers: fc.array(fc.record({ relation: fc.constant('father'), deadOn: fc.option(day) }), {
        maxLength: 3,
      }),
      contactOn: fc.option(day),
      contactMissed: fc.option(fc.record({ from: day, promised: fc.boolean() })),
      agreement: fc.option(
        fc.record({
          state: fc.constantFrom('missing', 'toSign', 'valid', 'ending', 'ended'),
          endsOn: fc.option(day),
        }),
      ),
    })
    fc.assert(
      fc.property(facts, (given) => {
        const alerts = alertsOf(given, today)
        const has = (...names: string[]) => alerts.some(({ kind }) => names.includes(kind))
        const care = alerts.filter(({ kind }) => isCareAlert(kind))
        expect(care.length).toBeLessThan(2)
        expect(care.length > 0 && has('barred', 'carerIll', 'carerOld')).toBe(false)
        for (const { urgent, deadline } of alerts) expect(urgent).toBe(deadline !== null)
        expect(has('nobody', 'unattended', 'alone')).toBe(
          given.carer?.kind === 'nobody' || given.carer?.kind === 'uncertain',
        )
        expect(alertsOf(given, today)).toEqual(alerts)
      }),
    )
  })
})
