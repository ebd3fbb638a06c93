import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { isParentRelation } from '#shared/children/rules/relations.ts'
import { mayRecordIncident } from '#shared/incidents/policy.ts'
import { dueAt, startOf } from '#shared/incidents/rules/clocks.ts'
import { familyToTell } from '#shared/incidents/rules/people.ts'
import type { EmergencyLimits, IncidentForm, IncidentInput } from '#shared/incidents/schema.ts'
import { newId } from '#server/db/id.ts'
import { settingsOf, settingsQuery } from '#server/db/school-settings.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { openWords, sealWords } from '#server/incidents/parts/sealed.ts'
import { peopleOfAll } from '#server/incidents/parts/about.ts'
import { heldIn, withheldAmong, type PeopleByChild } from '#server/incidents/parts/shapes.ts'
import { withholdFromStart } from '#server/incidents/parts/withholding.ts'
import { heldAt, incidentTimeFaults } from '#server/incidents/parts/times.ts'
import {
  insertChildrenQuery,
  insertIncidentQuery,
  insertNoticesQuery,
  lockIncidentQuery,
  lockProtectionQuery,
  type NewNotice,
} from '#server/incidents/queries.ts'
import { incidentQuery, type IncidentRow, reachedChildrenQuery } from '#server/incidents/reads.ts'
import { tellIncident } from '#server/notices/service.ts'

/** The server's clock and the limits of now; a child out of reach does not exist, one that has left is shown as such. */
export async function getForm(
  { db, now }: Deps,
  context: Context,
  childId: string | undefined,
): Promise<Result<IncidentForm>> {
  const scope = context.scope(mayRecordIncident(context.actor))
  if (!scope) return fail('forbidden')
  const wanted = childId === undefined ? [] : [childId]
  const [[settings], [child]] = await db.read(scope, [
    settingsQuery(scope),
    reachedChildrenQuery(scope, wanted),
  ])
  if (childId !== undefined && !child) return fail('not-found')
  const { emergency: limits } = settingsOf(settings)
  return ok({ now: new Date(now()).toISOString(), limits, child: child ?? null })
}

/** Whom the incident asks to tell: the family of each child, and both offices once, each by itself (K-41). */
function noticesFor(
  people: PeopleByChild,
  { start, limits }: { start: string | null; limits: EmergencyLimits },
): NewNotice[] {
  const withheld = withheldAmong(people)
  const made = (
    party: 'carer' | 'parent' | 'authority' | 'town',
    who: Pick<NewNotice, 'pupilId' | 'personId' | 'relation'>,
  ): NewNotice => ({ id: newId(), party, ...who, dueAt: dueAt(party, start, limits), atOnce: false })
  const family = [...people].flatMap(([pupilId, { people: contacts, file }]) => {
    const held = heldIn(people, pupilId, withheld)
    const hasParents = file.members.some(({ relation }) => isParentRelation(relation))
    return familyToTell(contacts, hasParents, ({ id }) => held.has(id)).map(({ party, personId, relation }) =>
      made(party, { pupilId, personId, relation }),
    )
  })
  const office = { pupilId: null, personId: null, relation: null }
  return [...family, made('authority', office), made('town', office)]
}

/** Sent again as it was, or with other words or children under the same id: those are not there, and nobody is told that they are. */
function sentAgain(
  deps: Deps,
  context: Context,
  known: IncidentRow,
  input: IncidentInput,
): Result<{ id: string }> {
  const { place, text, action } = input
  const words = JSON.stringify(openWords(deps.vault, known.id, known.sealed))
  const at = Date.parse(known.recordedAt)
  const sameTime = (stored: string | null, sent: string | null): boolean =>
    stored === (sent && heldAt(sent, at))
  const sent = new Set(input.pupilIds)
  const same =
    known.recordedBy === context.user.userId &&
    known.kind === input.kind &&
    known.atSchool === input.atSchool &&
    sameTime(known.occurredAt, input.occurredAt) &&
    sameTime(known.knownAt, input.knownAt) &&
    sameTime(known.actedAt, input.actedAt) &&
    known.children.length === sent.size &&
    known.children.every(({ id }) => sent.has(id)) &&
    words === JSON.stringify({ place, text, action })
  return same ? ok({ id: known.id }) : fail('already-exists')
}

/** Writes down what happened and starts the clocks. Sent twice, filed once; the limits of this moment are kept with it. */
export async function recordIncident(
  deps: Deps,
  context: Context,
  input: IncidentInput,
): Promise<Result<{ id: string }>> {
  const scope = context.scope(mayRecordIncident(context.actor))
  if (!scope) return fail('forbidden')
  const at = deps.now()
  const faults = incidentTimeFaults(input, at)
  if (faults.length > 0) return invalid(...faults)
  const { id, kind, atSchool } = input
  const pupilIds = [...new Set(input.pupilIds)]
  return deps.db.write<Result<{ id: string }>>(scope, async (tx) => {
    await tx.run(lockProtectionQuery(scope), lockIncidentQuery(scope, id))
    const [[known], children, [settings]] = await tx.run(
      incidentQuery(scope, id),
      reachedChildrenQuery(scope, pupilIds),
      settingsQuery(scope),
    )
    if (children.length < pupilIds.length) return fail('not-found')
    if (known) return sentAgain(deps, context, known, input)
    // Nobody is there any more who could be told, or made safe, by this school.
    if (children.some(({ leftOn }) => leftOn !== null))
      return invalid({ path: 'pupilIds', code: 'child-left' })
    const { emergency: limits } = settingsOf(settings)
    const times = {
      occurredAt: input.occurredAt && heldAt(input.occurredAt, at),
      knownAt: heldAt(input.knownAt, at),
      actedAt: heldAt(input.actedAt, at),
      recordedAt: new Date(at).toISOString(),
    }
    const start = startOf({ ...times, atSchool }, limits)
    const people = await peopleOfAll(tx, scope, deps, pupilIds)
    const notices = noticesFor(people, { start, limits })
    await tx.run(
      insertIncidentQuery(scope, {
        id, kind, atSchool, ...times, limits, startsAt: start, recordedBy: context.user.userId,
        sealed: sealWords(deps.vault, id, input),
      }), // prettier-ignore
      insertChildrenQuery(
        scope,
        id,
        pupilIds.map((pupilId) => ({ id: newId(), pupilId })),
      ),
      insertNoticesQuery(scope, id, notices, times.recordedAt),
    )
    await withholdFromStart(tx, scope, deps, { id, people, at: times.recordedAt })
    await tellIncident(tx, scope, id, times.recordedAt)
    tx.audit(
      ...pupilIds.map((pupilId) => ({
        action: 'create',
        entity: 'incident',
        entityId: id,
        pupilId,
        detail: { notices: notices.length },
      })),
    )
    return ok({ id })
  })
}
