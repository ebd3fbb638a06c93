import type { Attachment } from '#shared/attachments/schema.ts'
import { openName } from '#server/attachments/parts/sealed.ts'
import type { FileRow } from '#server/attachments/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

export const attachmentOf = (vault: Vault, mayRemove: boolean, row: FileRow): Attachment => ({
  id: row.id,
  name: openName(vault, row.id, row.nameSealed),
  state: row.state === 'ready' ? 'ready' : 'quarantined',
  mime: row.mime,
  size: row.keptSize ?? row.size,
  scan: row.scan ?? 'off',
  authorName: row.authorName,
  createdAt: row.createdAt,
  mayRemove: mayRemove && !row.signed,
  signed: row.signed,
})
