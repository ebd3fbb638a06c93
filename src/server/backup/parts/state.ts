import { maySeeBackup } from '#shared/backup/policy.ts'
import { isBackupDue } from '#shared/backup/rules.ts'
import type { BackupState } from '#shared/backup/schema.ts'
import { diffDays, todayIn } from '#shared/calendar/rules/local-date.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { lastBackupQuery } from '#server/backup/reads.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

/** When everything was last brought to safety, for whoever looks after the computer. */
export async function backupState({ db, env }: Deps, context: Context): Promise<Result<BackupState>> {
  if (!context.scope(maySeeBackup(context.actor))) return fail('forbidden')
  const { today, user, schoolId } = context
  const [row] = await db.rows(lastBackupQuery())
  const timeZone = user.grants.find((grant) => grant.schoolId === schoolId)?.timeZone ?? 'Asia/Shanghai'
  // A clock that was set back since must not make it one of tomorrow.
  const last = row && { ...row, daysAgo: Math.max(0, diffDays(todayIn(timeZone, row.madeAt), today)) }
  return ok({
    last: last ?? null,
    due: isBackupDue(last?.daysAgo),
    keptOutside: env.databaseUrl !== undefined,
    command: `npm run shouwang -- backup shouwang-${today}.age${env.demo ? ' --demo' : ''}`,
  })
}
