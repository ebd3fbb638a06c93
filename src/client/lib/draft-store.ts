import { Dexie, type EntityTable } from 'dexie'

interface StoredDraft {
  key: string
  userId: string
  value: unknown
  /** Milliseconds since 1970. */
  savedAt: number
}

const database = new Dexie('shouwang') as Dexie & { drafts: EntityTable<StoredDraft, 'key'> }
database.version(1).stores({ drafts: 'key, userId, savedAt' })

/** Drafts older than this are of no use and only a risk on a shared device. */
const keptFor = 30 * 86_400_000

export async function readDraft(key: string): Promise<unknown> {
  await database.drafts
    .where('savedAt')
    .below(Date.now() - keptFor)
    .delete()
  return (await database.drafts.get(key))?.value
}

/** What this person keeps under keys that begin so. */
export async function draftsUnder(
  prefix: string,
  userId: string,
): Promise<{ key: string; value: unknown }[]> {
  const found = await database.drafts.where('key').startsWith(prefix).toArray()
  return found.filter((draft) => draft.userId === userId)
}

export async function writeDraft(key: string, userId: string, value: unknown): Promise<void> {
  await database.drafts.put({ key, userId, value, savedAt: Date.now() })
}

export const removeDraft = (key: string): Promise<void> => database.drafts.delete(key)

/** At sign-out nothing a person typed stays on the device. */
export async function removeDraftsOf(userId: string): Promise<number> {
  return database.drafts.where('userId').equals(userId).delete()
}
