import * as api from '#shared/files/api.ts'
import type { Deps } from '#server/deps.ts'
import { changeFile } from '#server/files/parts/fields.ts'
import { closeFile, openFile } from '#server/files/parts/openings.ts'
import * as own from '#server/files/parts/own-fields.ts'
import * as record from '#server/files/parts/record.ts'
import { listRenewals, setRenewalRule } from '#server/files/parts/renewals.ts'
import { exportChildren } from '#server/files/parts/export.ts'
import type { Router } from '#server/http/route.ts'

export function addFileRoutes(router: Router, deps: Deps): void {
  router.add(api.changeFile, (context, { params, body }) => changeFile(deps, context, params.id, body))
  router.add(api.getFileRecord, (context, { params }) => record.getFileRecord(deps, context, params.id))
  router.add(api.listKeepers, (context, { params }) => record.listKeepers(deps, context, params.id))
  router.add(api.openFile, (context, { params, body }) => openFile(deps, context, params.id, body))
  router.add(api.closeFile, (context, { params, body }) => closeFile(deps, context, params.id, body))
  router.add(api.stateGoal, (context, { params, body }) => record.stateGoal(deps, context, params.id, body))
  router.add(api.confirmSections, (context, { params, body }) =>
    record.confirmSections(deps, context, params.id, body.sections),
  )
  router.add(api.printFile, (context, { params }) => record.printFile(deps, context, params.id))
  router.add(api.listRenewals, (context) => listRenewals(deps, context))
  router.add(api.setRenewalRule, (context, { body }) => setRenewalRule(deps, context, body))
  router.add(api.listOwnFields, (context) => own.listOwnFields(deps, context))
  router.add(api.addOwnField, (context, { body }) => own.addOwnField(deps, context, body))
  router.add(api.changeOwnField, (context, { params, body }) =>
    own.changeOwnField(deps, context, params.id, body),
  )
  router.add(api.exportChildren, (context, { body }) => exportChildren(deps, context, body))
}
