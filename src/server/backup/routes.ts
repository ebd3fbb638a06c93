import { getBackupState } from '#shared/backup/api.ts'
import { backupState } from '#server/backup/parts/state.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addBackupRoutes(router: Router, deps: Deps): void {
  router.add(getBackupState, (context) => backupState(deps, context))
}
