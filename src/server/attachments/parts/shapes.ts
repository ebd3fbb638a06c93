import type { Actor } from '#shared/access/schema.ts'
import { mayRemoveFile } from '#shared/attachments/policy.ts'
import type { Attachment } from '#shared/attachments/schema.ts'
import { openName } from '#server/attachments/parts/sealed.ts'
import type { FileRow } from '#server/attachments/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

export const attachmentOf = (vault: Vault, actor: Actor, row: FileRow): Attachment => ({
  id: row.id,
  name: openName(vault, row.id, row.nameSealed),
  state: row.state === 'ready' ? 'ready' : 'quarantined',
  mime: row.mime,
  size: row.keptSize ?? row.size,
  scan: row.scan ?? 'off',
  authorName: row.authorName,
  createdAt: row.createdAt,
  mayRemove: mayRemoveFile(actor, row) && !row.signed,
  signed: row.signed,
})
