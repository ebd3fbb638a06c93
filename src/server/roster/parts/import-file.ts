import { todayIn } from '#shared/calendar/rules/local-date.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import type { CommitReport, ImportDetail } from '#shared/roster/schema.ts'
import { newId } from '#server/db/id.ts'
import { mintJobScope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { commit as takeOver } from '#server/roster/parts/commit.ts'
import { beginImport, cancel, describeImport } from '#server/roster/parts/steps.ts'

export interface FileToImport {
  readonly bytes: Buffer
  readonly fileName: string
  readonly asOf?: string | undefined
  /** Without it the file is only looked at and forgotten. */
  readonly commit: boolean
}

/** A roster from a file on the server, without anybody signed in: read, shown and, if wanted, taken over. */
export async function importFile(
  deps: Deps,
  schoolId: string,
  { commit, ...file }: FileToImport,
): Promise<Result<{ detail: ImportDetail; report: CommitReport | null }>> {
  const scope = mintJobScope(schoolId, todayIn('Asia/Shanghai', new Date(deps.now())))
  const begun = await beginImport(deps, scope, { id: newId(), ...file })
  if (!begun.ok) return begun
  const { importId } = begun.value
  await begun.value.reading
  const described = await describeImport(deps, scope, importId)
  if (!described.ok) return described
  const detail = described.value
  if (detail.failure) return fail(detail.failure.code, detail.failure.params)
  if (!commit) {
    await cancel(deps, scope, importId)
    return ok({ detail, report: null })
  }
  const done = await takeOver(deps, scope, importId, true)
  if (!done.ok) {
    await cancel(deps, scope, importId)
    return done
  }
  return ok({ detail, report: done.value })
}
