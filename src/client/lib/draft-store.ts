import { managedNonce } from '@noble/ciphers/utils.js'
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { Dexie, type EntityTable } from 'dexie'

/** Whose drafts: the key comes with the session and lives in this page's memory only. */
export interface DraftOwner {
  readonly userId: string
  /** 32 bytes in base64url. */
  readonly draftKey: string
}

export interface Kept {
  readonly value: unknown
  /** A photo or a scan that waits to be sent. */
  readonly file: Uint8Array<ArrayBuffer> | undefined
}

interface StoredDraft {
  key: string
  userId: string
  sealed: Uint8Array
  sealedFile?: Uint8Array
  /** Milliseconds since 1970. */
  savedAt: number
}

const database = new Dexie('shouwang') as Dexie & { drafts: EntityTable<StoredDraft, 'key'> }
database.version(1).stores({ drafts: 'key, userId, savedAt' })
// What an earlier version kept in clear goes.
database.version(2).upgrade((all) => all.table('drafts').clear())

/** Drafts older than this are of no use and only a risk on a shared device. */
const keptFor = 30 * 86_400_000

const bytesOf = (base64url: string): Uint8Array =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))

/** XChaCha20-Poly1305, bound to the draft's own key: sealed words cannot be moved to another child's form. */
const cipherOf = ({ draftKey }: DraftOwner, key: string) =>
  managedNonce(xchacha20poly1305)(bytesOf(draftKey), new TextEncoder().encode(key))

function open(draft: StoredDraft, owner: DraftOwner): Kept | undefined {
  if (draft.userId !== owner.userId) return undefined
  try {
    const cipher = cipherOf(owner, draft.key)
    const value = JSON.parse(new TextDecoder().decode(cipher.decrypt(draft.sealed))) as unknown
    return { value, file: draft.sealedFile && new Uint8Array(cipher.decrypt(draft.sealedFile)) }
  } catch {
    // Of another key, or torn: nobody can read it any more.
    return undefined
  }
}

export async function readDraft(key: string, owner: DraftOwner): Promise<unknown> {
  await database.drafts
    .where('savedAt')
    .below(Date.now() - keptFor)
    .delete()
  const draft = await database.drafts.get(key)
  return draft && open(draft, owner)?.value
}

/** What this person keeps under keys that begin so. */
export async function draftsUnder(prefix: string, owner: DraftOwner): Promise<Kept[]> {
  const found = await database.drafts.where('key').startsWith(prefix).toArray()
  return found.flatMap((draft) => open(draft, owner) ?? [])
}

/** Keeps words, and a file with them, so that this device alone cannot read them (H-26). */
export async function writeDraft(
  key: string,
  owner: DraftOwner,
  value: unknown,
  file?: Uint8Array,
): Promise<void> {
  const cipher = cipherOf(owner, key)
  await database.drafts.put({
    key,
    userId: owner.userId,
    sealed: cipher.encrypt(new TextEncoder().encode(JSON.stringify(value))),
    ...(file && { sealedFile: cipher.encrypt(file) }),
    savedAt: Date.now(),
  })
}

export const removeDraft = (key: string): Promise<void> => database.drafts.delete(key)

/** At sign-out nothing a person typed stays on the device. */
export async function removeDraftsOf(userId: string): Promise<number> {
  return database.drafts.where('userId').equals(userId).delete()
}
