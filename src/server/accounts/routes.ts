import * as api from '#shared/accounts/api.ts'
import { ok } from '#shared/errors.ts'
import { listAccounts } from '#server/accounts/parts/listing.ts'
import {
  changePassword,
  renewBackupCodes,
  sessionInfo,
  setLocale,
} from '#server/accounts/parts/own-session.ts'
import { resetSecondFactor } from '#server/accounts/parts/second-factor.ts'
import { setUp, setupState } from '#server/accounts/parts/setup.ts'
import { loadTeachers, previewTeachers } from '#server/accounts/parts/teachers-list.ts'
import * as service from '#server/accounts/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addAccountRoutes(router: Router, deps: Deps): void {
  router.addOpen(api.getSetupState, ({ params }) => setupState(deps, params.token))
  router.addOpen(api.setUp, ({ body }) => setUp(deps, body))
  router.addSignedIn(api.getSession, async (user, _input, school) =>
    ok(await sessionInfo(deps, user, school)),
  )
  router.addSignedIn(api.changePassword, (user, { body }) => changePassword(deps, user, body))
  router.add(api.renewBackupCodes, (context, { body }) => renewBackupCodes(deps, context, body.password))
  router.addSignedIn(api.setLocale, (user, { body }) => setLocale(deps, user, body.locale))
  router.add(api.listAccounts, (context) => listAccounts(deps, context))
  router.add(api.createAccount, (context, { body }) => service.createAccount(deps, context, body))
  router.add(api.resetPassword, (context, { params }) => service.resetPassword(deps, context, params.id))
  router.add(api.resetSecondFactor, (context, { params, body }) =>
    resetSecondFactor(deps, context, params.id, body),
  )
  router.add(api.setDisabled, (context, { params, body }) =>
    service.setDisabled(deps, context, params.id, body.disabled),
  )
  router.add(api.addRole, (context, { params, body }) => service.addRole(deps, context, params.id, body))
  router.add(api.endRole, (context, { params, body }) => service.endRole(deps, context, params, body.reason))
  router.add(api.previewTeachers, (context, _input, upload) => previewTeachers(deps, context, upload))
  router.add(api.loadTeachers, (context, { body }) => loadTeachers(deps, context, body.rows))
}
