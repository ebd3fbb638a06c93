import * as api from '#shared/tasks/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import { fillYear, previewRoll, rollYear, undoFill } from '#server/tasks/parts/years.ts'
import * as service from '#server/tasks/service.ts'

export function addTaskRoutes(router: Router, deps: Deps): void {
  router.add(api.listTasks, (context, { query }) => service.listTasks(deps, context, query))
  router.add(api.listDueOn, (context, { query }) => service.listDueOn(deps, context, query.on))
  router.add(api.listTaskOwners, (context) => service.listOwners(deps, context))
  router.add(api.createTask, (context, { body }) => service.createTask(deps, context, body))
  router.add(api.changeTask, (context, { params, body }) =>
    service.changeTask(deps, context, params.id, body),
  )
  router.add(api.finishTask, (context, { params, body }) =>
    service.finishTask(deps, context, params.id, body),
  )
  router.add(api.removeTask, (context, { params, query }) =>
    service.removeTask(deps, context, params.id, query.version),
  )
  router.add(api.fillTasks, (context, { body }) => fillYear(deps, context, body))
  router.add(api.undoFill, (context, { body }) => undoFill(deps, context, body.id))
  router.add(api.previewRoll, (context, { query }) => previewRoll(deps, context, query.yearId))
  router.add(api.rollTasks, (context, { body }) => rollYear(deps, context, body.yearId))
}
