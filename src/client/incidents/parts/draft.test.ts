import { i18n } from '@lingui/core'
import { expect, test } from 'vitest'
import { IncidentInput } from '#shared/incidents/schema.ts'
import { emptyDraft, faultsOf, inputOf, withChildren } from './draft.ts'
import { messages } from '#client/locales/zh-CN/incidents.po'

const child = (id: string) => ({
  id: `0199e5a0-0000-7000-8000-00000000000${id}`,
  name: '林小满',
  className: null,
})
const [one, other] = [child('1'), child('2')]
const begun = emptyDraft('2026-11-23T10:00')

test('P3-63: the child it was begun for counts as soon as it is known, until others are chosen', () => {
  i18n.loadAndActivate({ locale: 'zh-CN', messages })
  expect(faultsOf(withChildren(begun, []))).toHaveProperty('pupilIds')
  expect(withChildren(begun, [one]).pupils).toEqual([one])
  expect(withChildren({ ...begun, pupils: [other] }, [one]).pupils).toEqual([other])
  // Taken away on purpose: it does not come back.
  expect(withChildren({ ...begun, pupils: [] }, [one]).pupils).toEqual([])
})

test('what is sent is what the server reads', () => {
  const written = { ...begun, kind: 'hurt' as const, action: '校医看了', atSchool: 'yes' as const }
  const draft = withChildren(written, [one])
  expect(faultsOf(draft)).toEqual({})
  expect(IncidentInput.parse(inputOf(draft, 'Asia/Shanghai'))).toMatchObject({
    pupilIds: [one.id],
    knownAt: '2026-11-23T02:00:00.000Z',
    occurredAt: null,
  })
})
