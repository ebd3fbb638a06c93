import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { mayKeepDiary, maySeeDiaries } from '#shared/handbook/policy.ts'
import type { DiaryInput, DiaryLine, HandbookEntry } from '#shared/handbook/schema.ts'
import type { Deps } from '#server/deps.ts'
import { fileEntry } from '#server/handbook/parts/entries.ts'
import { entryOf } from '#server/handbook/parts/shapes.ts'
import { childQuery, diariesQuery, diaryQuery } from '#server/handbook/reads.ts'
import type { Context } from '#server/http/context.ts'

interface Diary {
  child: { id: string; name: string }
  entries: HandbookEntry[]
}

/** That diaries are kept, by whom about whom: counts for all, words for nobody here (H-12). */
export async function listDiaries({ db }: Deps, context: Context): Promise<Result<{ diaries: DiaryLine[] }>> {
  const scope = context.scope(maySeeDiaries(context.actor))
  if (!scope) return fail('forbidden')
  const [rows] = await db.read(scope, [diariesQuery(scope)])
  return ok({
    diaries: rows.map(({ pupilId, pupilName, authorId, className, authorName, entries, lastOn }) => ({
      child: { id: pupilId, name: pupilName },
      className,
      authorName,
      entries,
      lastOn,
      mine: authorId === context.user.userId,
    })),
  })
}

/** The own diary about an own child (P3-50); the read is on record. */
export async function getDiary(
  { db, vault }: Deps,
  context: Context,
  pupilId: string,
): Promise<Result<Diary>> {
  const scope = context.scope(mayKeepDiary(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<Diary>>(scope, async (tx) => {
    const [[child], rows] = await tx.run(childQuery(scope, pupilId), diaryQuery(scope, pupilId))
    if (!child) return fail('not-found')
    tx.audit({ action: 'read', entity: 'diary', pupilId })
    return ok({ child, entries: rows.map((row) => entryOf(vault, context.user.userId, row)) })
  })
}

export async function writeDiary(
  deps: Deps,
  context: Context,
  pupilId: string,
  { id, on, text }: DiaryInput,
): Promise<Result<{ entry: HandbookEntry }>> {
  const scope = context.scope(mayKeepDiary(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Result<{ entry: HandbookEntry }>>(scope, async (tx) => {
    const [child] = await tx.rows(childQuery(scope, pupilId))
    if (!child) return fail('not-found')
    if (on > scope.today) return invalid({ path: 'on', code: 'in-future' })
    return fileEntry(deps, context, tx, scope, { id, kind: 'diary', classId: null, pupilId, on, text })
  })
}
