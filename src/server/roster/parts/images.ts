import { sealAbsenceNote, sealCarerReason } from '#server/children/service.ts'
import type { Entity } from '#server/roster/parts/records.ts'
import type { Vault } from '#server/vault/vault.ts'

const context = (changeId: string): string => `roster.before:${changeId}`

/** A stored row as it was, sealed; bytes become `\x…`, as they are written again. */
export function imageOf(vault: Vault, changeId: string, record: object): Buffer {
  const plain = Object.entries(record).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value,
  ])
  return vault.seal(JSON.stringify(Object.fromEntries(plain)), context(changeId))
}

export interface Image {
  readonly id: string
  readonly version?: number
}

/** The row as it was; words that stood in clear when it was kept (before migration 0024) come back under seal. */
export function openImage(vault: Vault, changeId: string, entity: Entity, sealed: Buffer): Image {
  const image = JSON.parse(vault.open(sealed, context(changeId))) as Image & Clear
  if (entity === 'absence' && image.note) return { ...image, ...sealAbsenceNote(vault, image.id, image.note) }
  if (entity === 'carer' && image.reason)
    return { ...image, ...sealCarerReason(vault, image.id, image.reason) }
  return image
}

interface Clear {
  readonly note?: string | null
  readonly reason?: string | null
}
