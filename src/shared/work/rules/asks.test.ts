import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '#shared/duties/rules/catalogue.ts'
import { NAMED_FOR_WORK, workAsks } from './asks.ts'

const recorded = CATALOGUE.filter(({ cardKinds }) => cardKinds.includes('work'))
const keysWith = (ask: (key: string) => boolean): string[] =>
  recorded.map(({ key }) => key).filter((key) => ask(key))

describe('what the record of a duty asks', () => {
  it('names only duties of the catalogue that a record of work fulfils', () => {
    const known = new Set(recorded.map(({ key }) => key))
    expect(NAMED_FOR_WORK.filter((key) => !known.has(key))).toEqual([])
  })

  it('never asks how many took part in what concerns one child or one person', () => {
    const single = new Set(
      recorded.filter(({ per }) => per === 'child' || per === 'person').map(({ key }) => key),
    )
    expect(keysWith((key) => workAsks(key).people).filter((key) => single.has(key))).toEqual([])
  })

  it('H-11: of a family’s own calls, letters and meetings keeps that they took place, and asks no more', () => {
    const family = recorded.filter(({ duties }) =>
      duties.some((duty) => ['D10', 'D11', 'D12', 'D14', 'D15'].includes(duty)),
    )
    const ofChild = family.filter(({ per }) => per === 'child').map(({ key }) => key)
    expect(keysWith((key) => workAsks(key).text === 'took-place').toSorted()).toEqual(ofChild.toSorted())
    for (const key of ofChild)
      expect(workAsks(key)).toEqual({ people: false, topics: false, reference: false, text: 'took-place' })
  })

  it('of an agreement neither renewed nor ended asks why, and nothing else', () => {
    expect(workAsks('agreementEnd')).toEqual({
      people: false,
      topics: false,
      reference: false,
      text: 'why-not',
    })
  })

  it('asks of papers and appraisals neither heads nor topics, of a meeting the heads', () => {
    for (const key of [
      'pairCheck',
      'informationCheck',
      'birthdayCheck',
      'teacherAppraisal',
      'safetyLetter',
      'feb1',
      'sep3',
    ])
      expect(workAsks(key), key).toMatchObject({ people: false, topics: false, reference: true })
    expect(workAsks('meeting')).toMatchObject({ people: true, topics: false })
    expect(workAsks('themeMeeting')).toMatchObject({ people: true, topics: true })
  })
})
