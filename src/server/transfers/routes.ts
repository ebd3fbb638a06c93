import * as api from '#shared/transfers/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import { accept } from '#server/transfers/parts/accept.ts'
import { confirmLeaving } from '#server/transfers/parts/confirm.ts'
import { leaveSchool, moveToClass, returnToSchool } from '#server/transfers/parts/within.ts'
import * as service from '#server/transfers/service.ts'

export function addTransferRoutes(router: Router, deps: Deps): void {
  router.add(api.listTransfers, (context) => service.listTransfers(deps, context))
  router.add(api.listOtherSchools, (context) => service.listOtherSchools(deps, context))
  router.add(api.askTransfer, (context, { body }) => service.askTransfer(deps, context, body))
  router.add(api.acceptTransfer, (context, { params, body }) =>
    accept(deps, context, params.id, body.classId),
  )
  router.add(api.refuseTransfer, (context, { params, body }) =>
    service.endTransfer(deps, context, params.id, { state: 'refused', reason: body.reason }),
  )
  router.add(api.withdrawTransfer, (context, { params }) =>
    service.endTransfer(deps, context, params.id, { state: 'withdrawn' }),
  )
  router.add(api.moveToClass, (context, { params, body }) => moveToClass(deps, context, params.id, body))
  router.add(api.leaveSchool, (context, { params, body }) => leaveSchool(deps, context, params.id, body))
  router.add(api.returnToSchool, (context, { params, body }) =>
    returnToSchool(deps, context, params.id, body),
  )
  router.add(api.confirmLeaving, (context, { params, body }) =>
    confirmLeaving(deps, context, params.id, body),
  )
  router.add(api.listCarried, (context, { params }) => service.listCarried(deps, context, params.id))
}
