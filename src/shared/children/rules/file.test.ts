import { describe, expect, it } from 'vitest'
import { archiveComplete, archiveRate, FILE_FIELDS, type FileFacts, fiveClears, helpPeriod } from './file.ts'

const full: FileFacts = {
  openedOn: '2026-09-02',
  name: '柳小满',
  sex: 'female',
  birthDate: '2015-03-01',
  classId: 'c1',
  address: '禾溪镇柳湾村',
  character: '安静',
  interests: '画画',
  health: '良好',
  keeperId: 'k1',
  carer: 'grandparent',
  parents: ['father', 'mother'],
  contacts: [
    { who: 'father', reachable: true },
    { who: 'mother', reachable: true },
    { who: 'carer', reachable: true },
  ],
}

describe('care file', () => {
  it('K-52: a file is opened and has no required field empty', () => {
    expect(archiveComplete(full)).toEqual({ complete: true, opened: true, missing: [] })
    expect(archiveComplete({ ...full, openedOn: null })).toMatchObject({
      complete: false,
      opened: false,
      missing: [],
    })
    const empty: FileFacts = {
      ...full,
      name: ' ',
      sex: 'unknown',
      birthDate: null,
      classId: null,
      address: '',
      keeperId: null,
      carer: 'uncertain',
      contacts: [{ who: 'carer', reachable: false }],
    }
    expect(archiveComplete(empty)).toEqual({ complete: false, opened: true, missing: [...FILE_FIELDS] })
    expect(archiveComplete({ ...full, carer: 'nobody' }).complete).toBe(true)
  })

  it('F04, K-50: archive rate with its gap', () => {
    expect(archiveRate(119, 122)).toEqual({ numerator: 119, denominator: 122, percent: 97.5, gap: 3 })
    expect(archiveRate(0, 0).percent).toBeNull()
  })

  it('F07: four of five clears are 80 %, and what is missing is named', () => {
    const state = fiveClears({ ...full, interests: null })
    expect(state).toMatchObject({ numerator: 4, denominator: 5, percent: 80 })
    expect(state.clears[2]).toEqual({ clear: 'interests', met: false, missing: ['interests'] })
  })

  it('P1-29: contacts of both living parents and of the carer; a dead parent needs none', () => {
    const onlyFather: FileFacts = { ...full, contacts: [{ who: 'father', reachable: true }] }
    expect(fiveClears(onlyFather).clears[4]?.missing).toEqual(['motherContact', 'carerContact'])
    expect(fiveClears({ ...onlyFather, parents: ['father'], carer: 'parent' }).clears[4]?.met).toBe(true)
    expect(fiveClears({ ...full, carer: 'nobody' }).clears[4]?.missing).toEqual(['carer'])
  })

  it('F03: help from grade 7 to the day before the 18th birthday', () => {
    expect(helpPeriod('2025-09-01', '2012-09-15', 18)).toEqual({ from: '2025-09-01', to: '2030-09-14' })
    expect(helpPeriod('2031-09-01', '2012-09-15', 18)).toBeNull()
  })
})
