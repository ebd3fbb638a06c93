import { createHash } from 'node:crypto'
import { prepare } from '#server/attachments/parts/prepare.ts'
import { sealedParts, sealName } from '#server/attachments/parts/sealed.ts'
import type { Vault } from '#server/vault/vault.ts'

interface StoredOf {
  readonly schoolId: string
  readonly pupilId: string
  readonly authorId: string
  readonly name: string
}

/** A photo of a child's file as rows, checked and sealed as an upload would be: for invented schools. */
export async function fileRows(vault: Vault, newId: () => string, of: StoredOf, bytes: Buffer) {
  const kept = await prepare(bytes, 'picture')
  if (!kept.ok) throw new Error(`an invented picture was refused: ${kept.error.code}`)
  const { full, thumb, mime } = kept.value
  const id = newId()
  const shared = { school_id: of.schoolId, author_id: of.authorId, tier: 'contact' }
  const partsOf = (rendition: 'full' | 'thumb', content: Buffer) =>
    sealedParts(vault, id, rendition, content).map((part) => ({
      ...shared,
      id: newId(),
      attachment_id: id,
      rendition,
      ...part,
    }))
  return {
    file: {
      ...shared,
      id,
      owner_kind: 'child',
      owner_id: of.pupilId,
      pupil_id: of.pupilId,
      name_sealed: sealName(vault, id, of.name),
      state: 'ready',
      size: bytes.length,
      received: bytes.length,
      sha256: createHash('sha256').update(bytes).digest(),
      mime,
      kept_size: full.length,
      scan: 'off',
      created_at: new Date().toISOString(),
    },
    parts: [...partsOf('full', full), ...(thumb === null ? [] : partsOf('thumb', thumb))],
  }
}
