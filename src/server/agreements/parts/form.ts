import { mayKeepAgreements, mayKeepForSchool } from '#shared/agreements/policy.ts'
import { KINDS } from '#shared/agreements/rules/kinds.ts'
import { type AgreementKind, type FormFacts } from '#shared/agreements/schema.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'
import { ageOn } from '#shared/calendar/rules/local-date.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import {
  candidatesFor,
  carersQuery,
  entrustable,
  membersQuery,
  type People,
  pupilQuery,
} from '#server/agreements/parts/people.ts'
import { currentText } from '#server/agreements/parts/texts.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { holdersQuery } from '#server/db/works-here.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

export const mayDrawUp = (actor: Actor, kind: AgreementKind): Decision =>
  KINDS[kind].child ? mayKeepAgreements(actor) : mayKeepForSchool(actor)

/** Everybody who could sign; undefined when the child does not exist for the person. */
export async function peopleOf(
  tx: Transaction,
  scope: Scope,
  pupilId: string | null,
): Promise<People | undefined> {
  const staff = await tx.rows(holdersQuery(scope))
  if (pupilId === null) return { pupil: null, members: [], carers: [], staff }
  const [[pupil], members, carers] = await tx.run(
    pupilQuery(scope, pupilId),
    membersQuery(scope, pupilId),
    carersQuery(scope, pupilId),
  )
  return pupil && { pupil, members, carers, staff }
}

/** What a new agreement of a kind needs. */
export async function getForm(
  { db }: Deps,
  context: Context,
  { kind, childId = null }: { readonly kind: AgreementKind; readonly childId?: string | null | undefined },
): Promise<Result<FormFacts>> {
  const scope = context.scope(mayDrawUp(context.actor, kind))
  if (!scope) return fail('forbidden')
  return db.write<Result<FormFacts>>(scope, async (tx) => {
    const people = await peopleOf(tx, scope, KINDS[kind].child ? childId : null)
    if (!people) return fail('not-found')
    const { pupil } = people
    const { version, title, body } = await currentText(tx, scope, kind)
    const staff = candidatesFor(KINDS[kind].child ? 'helper' : 'staff', people)
    return ok({
      today: scope.today,
      text: { version, title, body },
      child: pupil && { id: pupil.id, name: pupil.name, age: ageOn(pupil.birthOn, scope.today) },
      parts: KINDS[kind].parts.map((part) => ({
        part,
        candidates:
          part === 'carer' && kind === 'entrusted' ? entrustable(people) : candidatesFor(part, people),
      })),
      staff: KINDS[kind].staff ? staff.map(({ key, name }) => ({ id: key.slice('user:'.length), name })) : [],
    })
  })
}
