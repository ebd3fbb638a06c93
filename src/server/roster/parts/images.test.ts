import { expect, it } from 'vitest'
import { sealingContext } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { imageOf, openImage } from '#server/roster/parts/images.ts'
import { createVault } from '#server/vault/vault.ts'

const vault = createVault(Buffer.alloc(32, 3))

it('H-02: taking back an import of before, words about a family are not lost, and come back under seal', () => {
  const [change, id] = [newId(), newId()]
  const back = (entity: 'absence' | 'carer' | 'class_membership', record: object) =>
    openImage(vault, change, entity, imageOf(vault, change, record)) as unknown as Record<string, Buffer>
  const absence = back('absence', { id, note: '在外地看病' })
  expect(vault.open(absence['note_sealed'] ?? Buffer.alloc(0), sealingContext.absenceNote(id))).toBe(
    '在外地看病',
  )
  const carer = back('carer', { id, reason: '父母离异' })
  expect(vault.open(carer['reason_sealed'] ?? Buffer.alloc(0), sealingContext.carerReason(id))).toBe(
    '父母离异',
  )
  expect(back('class_membership', { id, reason: 'moved' })).toEqual({ id, reason: 'moved' })
  expect(back('absence', { id, note_sealed: '\\x01' })).toEqual({ id, note_sealed: '\\x01' })
})
