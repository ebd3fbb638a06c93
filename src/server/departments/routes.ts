import * as api from '#shared/departments/api.ts'
import * as service from '#server/departments/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addDepartmentRoutes(router: Router, deps: Deps): void {
  router.add(api.listDepartments, (context) => service.listDepartments(deps, context))
  router.add(api.createDepartment, (context, { body }) => service.createDepartment(deps, context, body))
  router.add(api.renameDepartment, (context, { params, body }) =>
    service.renameDepartment(deps, context, params.id, body),
  )
  router.add(api.setDepartmentMembers, (context, { params, body }) =>
    service.setMembers(deps, context, params.id, body),
  )
  router.add(api.closeDepartment, (context, { params, body }) =>
    service.closeDepartment(deps, context, params.id, body.version),
  )
}
