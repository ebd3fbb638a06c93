import * as api from '#shared/figures/api.ts'
import type { Deps } from '#server/deps.ts'
import { getClassBoard } from '#server/figures/parts/class-board.ts'
import {
  getDepartmentBoard,
  listDepartmentDuties,
  listDepartmentTasks,
} from '#server/figures/parts/department-board.ts'
import * as outside from '#server/figures/parts/outside.ts'
import { getSchooling, listSchooling } from '#server/figures/parts/schooling.ts'
import { getWorkBoard, listWorkBoard } from '#server/figures/parts/work-board.ts'
import * as service from '#server/figures/service.ts'
import type { Router } from '#server/http/route.ts'

export function addFigureRoutes(router: Router, deps: Deps): void {
  router.add(api.getBoard, (context, { query }) => service.getBoard(deps, context, query))
  router.add(api.listBoard, (context, { query }) => service.listBoard(deps, context, query))
  router.add(api.getWorkBoard, (context, { query }) => getWorkBoard(deps, context, query))
  router.add(api.listWorkBoard, (context, { query }) => listWorkBoard(deps, context, query))
  router.add(api.getClassBoard, (context, { params, query }) =>
    getClassBoard(deps, context, params.id, query.month),
  )
  router.add(api.getDepartmentBoard, (context, { query }) => getDepartmentBoard(deps, context, query.month))
  router.add(api.listDepartmentTasks, (context, { query }) => listDepartmentTasks(deps, context, query))
  router.add(api.listDepartmentDuties, (context, { query }) => listDepartmentDuties(deps, context, query))
  router.add(api.getSchooling, (context, { query }) => getSchooling(deps, context, query))
  router.add(api.listSchooling, (context, { query }) => listSchooling(deps, context, query))
  router.add(api.getOutsideReport, (context, { query }) => outside.getOutsideReport(deps, context, query))
  router.add(api.exportOutsideReport, (context, { body }) => outside.exportOutsideReport(deps, context, body))
  router.add(api.printOutsideReport, (context, { body }) => outside.printOutsideReport(deps, context, body))
}
