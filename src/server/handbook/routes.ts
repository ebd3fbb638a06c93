import * as api from '#shared/handbook/api.ts'
import type { Deps } from '#server/deps.ts'
import { getDiary, listDiaries, writeDiary } from '#server/handbook/parts/diary.ts'
import { changeEntry, createEntry, removeEntry } from '#server/handbook/parts/entries.ts'
import { getTermRollup, listTermChildren, listTermDuties } from '#server/handbook/parts/rollup.ts'
import * as service from '#server/handbook/service.ts'
import type { Router } from '#server/http/route.ts'

export function addHandbookRoutes(router: Router, deps: Deps): void {
  router.add(api.listHandbooks, (context) => service.listHandbooks(deps, context))
  router.add(api.getWeekPage, (context, { params }) => service.getWeekPage(deps, context, params))
  router.add(api.saveWeekPlan, (context, { params, body }) => service.savePlan(deps, context, params, body))
  router.add(api.completeWeek, (context, { params, body }) =>
    service.completeWeek(deps, context, params, body),
  )
  router.add(api.getTermRollup, (context, { params }) =>
    getTermRollup(deps, context, params.classId, params.id),
  )
  router.add(api.listTermDuties, (context, { params, query }) => listTermDuties(deps, context, params, query))
  router.add(api.listTermChildren, (context, { params, query }) =>
    listTermChildren(deps, context, params, query.group),
  )
  router.add(api.createEntry, (context, { params, body }) => createEntry(deps, context, params.classId, body))
  router.add(api.changeEntry, (context, { params, body }) => changeEntry(deps, context, params.id, body))
  router.add(api.removeEntry, (context, { params, query }) =>
    removeEntry(deps, context, params.id, query.version),
  )
  router.add(api.listDiaries, (context) => listDiaries(deps, context))
  router.add(api.getDiary, (context, { params }) => getDiary(deps, context, params.id))
  router.add(api.writeDiary, (context, { params, body }) => writeDiary(deps, context, params.id, body))
}
