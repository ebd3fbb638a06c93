import * as api from '#shared/calendar/api.ts'
import * as service from '#server/calendar/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addCalendarRoutes(router: Router, deps: Deps, follow: service.FollowCalendar): void {
  router.add(api.listCalendarDays, (context, { query }) => service.listDays(deps, context, query.yearId))
  router.add(api.proposeCalendarDays, (context, { query }) =>
    service.proposeDays(deps, context, query.yearId),
  )
  router.add(api.saveCalendarDays, (context, { body }) => service.saveDays(deps, context, body.days, follow))
  router.add(api.removeCalendarDay, (context, { params }) =>
    service.removeDay(deps, context, params.day, follow),
  )
}
