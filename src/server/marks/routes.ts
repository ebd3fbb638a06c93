import * as api from '#shared/marks/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import { addMark, changeMark, surveyMarks } from '#server/marks/service.ts'

export function addMarkRoutes(router: Router, deps: Deps): void {
  router.add(api.addMark, (context, { params, body }) => addMark(deps, context, params.id, body))
  router.add(api.changeMark, (context, { params, body }) => changeMark(deps, context, params, body))
  router.add(api.surveyMarks, (context) => surveyMarks(deps, context))
}
