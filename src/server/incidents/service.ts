import { schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { maySeeIncidentFigures, maySeeIncidents } from '#shared/incidents/policy.ts'
import type { IncidentBoard, IncidentFigures } from '#shared/incidents/schema.ts'
import { withheldNowQuery } from '#server/db/withheld.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { aboutIncident, type Answer } from '#server/incidents/parts/about.ts'
import { boardLine, byUrgency, levelOf } from '#server/incidents/parts/shapes.ts'
import { figuresQuery, incidentsQuery, noticesQuery } from '#server/incidents/reads.ts'

export { getForm, recordIncident } from '#server/incidents/parts/recording.ts'
export { seal, sealWords } from '#server/incidents/parts/sealed.ts'
export { addStep, close } from '#server/incidents/parts/steps.ts'
export { withhold } from '#server/incidents/parts/withholding.ts'

const MOST_OPEN = 200
const MOST_CLOSED = 30

/** Open incidents with their clocks, and the newest closed ones, as far as the reader may know of them. */
export async function listIncidents({ db, now }: Deps, context: Context): Promise<Result<IncidentBoard>> {
  const scope = context.scope(maySeeIncidents(context.actor))
  if (!scope) return fail('forbidden')
  const at = new Date(now()).toISOString()
  const [open, closed] = await db.read(scope, [
    incidentsQuery(scope, false, MOST_OPEN),
    incidentsQuery(scope, true, MOST_CLOSED),
  ])
  const known = [...open, ...closed].filter((row) => levelOf(context.actor, row) !== null)
  const children = known.flatMap((row) => row.children.map(({ id }) => id))
  const [notices, withheld] = await db.read(scope, [
    noticesQuery(
      scope,
      known.map(({ id }) => id),
    ),
    withheldNowQuery(scope, [...new Set(children)]),
  ])
  const lines = known.map((row) => boardLine(row, { notices, withheld, now: at }))
  return ok({
    now: at,
    open: lines.filter(({ closedAt }) => closedAt === null).toSorted(byUrgency),
    closed: lines.filter(({ closedAt }) => closedAt !== null),
  })
}

/** The look goes on record, for each child. */
export const getIncident = (deps: Deps, context: Context, id: string): Promise<Answer> =>
  aboutIncident(deps, context, {
    id,
    writes: false,
    work: async (tx, _scope, { row, level }) => {
      tx.audit(
        ...row.children.map((child) => ({
          action: 'read',
          entity: 'incident',
          entityId: id,
          pupilId: child.id,
          detail: { level },
        })),
      )
      return ok(null)
    },
  })

/** I15: how many notices were in time; nothing of any child. */
export async function getFigures({ db, now }: Deps, context: Context): Promise<Result<IncidentFigures>> {
  const scope = context.scope(maySeeIncidentFigures(context.actor))
  if (!scope) return fail('forbidden')
  const { from } = schoolYearOf(scope.today)
  const [[counts]] = await db.read(scope, [figuresQuery(scope, from, new Date(now()).toISOString())])
  return counts ? ok({ from, ...counts }) : fail('not-found')
}
