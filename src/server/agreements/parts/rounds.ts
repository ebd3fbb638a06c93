import { mayKeep, mayKeepAgreements, mayKeepForSchool, mayOpenAgreements } from '#shared/agreements/policy.ts'
import { KINDS } from '#shared/agreements/rules/kinds.ts'
import type { AgreementKind, AgreementLine, Counts, Round, RoundQuery } from '#shared/agreements/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { pupilQuery } from '#server/agreements/parts/people.ts'
import {
  agreementsOfChildQuery,
  countsQuery,
  entrustedQuery,
  lineOfChildQuery,
  type LineRow,
  linesQuery,
  mostOpenKindQuery,
} from '#server/agreements/reads.ts'
import { aboutChild } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

const none = (): Counts => ({ missing: 0, toSign: 0, valid: 0, ending: 0, ended: 0 })

async function mostOpenKind(deps: Deps, scope: Scope): Promise<AgreementKind> {
  const [[most]] = await deps.db.read(scope, [mostOpenKindQuery(scope)])
  return most?.kind ?? 'entrusted'
}

/** One kind across the classes: what is missing, unsigned, valid, ending soon. */
export async function getRound(deps: Deps, context: Context, query: RoundQuery): Promise<Result<Round>> {
  const { actor } = context
  const scope = context.scope(mayOpenAgreements(actor))
  if (!scope) return fail('forbidden')
  const kind = query.kind ?? (await mostOpenKind(deps, scope))
  const [lines, counted] = await deps.db.read(scope, [
    linesQuery(scope, { ...query, kind }),
    countsQuery(scope, kind),
  ])
  const counts = none()
  const classes = new Map<string, { id: string; name: string; counts: Counts }>()
  for (const { classId, className, state, count } of counted) {
    counts[state] += count
    if (classId === null || className === null) continue
    const known = classes.get(classId) ?? { id: classId, name: className, counts: none() }
    known.counts[state] += count
    classes.set(classId, known)
  }
  const keep = KINDS[kind].child ? mayKeepAgreements(actor) : mayKeepForSchool(actor)
  const own = keep.allowed && keep.reach.kind !== 'school' ? keep.reach.classIds : null
  return ok({
    kind,
    counts,
    classes: [...classes.values()],
    lines,
    mayKeep: keep.allowed,
    keepsClasses: own === null ? null : [...own],
  })
}

/** How the agreements with entrusted carers stand, of one child or of all in reach: the family's alerts read it with their facts. */
export const entrustedLines = (scope: Scope, pupilId: string | null) =>
  pupilId === null ? entrustedQuery(scope) : lineOfChildQuery(scope, 'entrusted', pupilId)

/** How the agreements of one child stand: those that are missing, then all there are. */
async function linesOfChild(tx: Transaction, scope: Scope, pupilId: string): Promise<AgreementLine[]> {
  const [entrusted, home, promise, all] = await tx.run(
    lineOfChildQuery(scope, 'entrusted', pupilId),
    lineOfChildQuery(scope, 'safetyHome', pupilId),
    lineOfChildQuery(scope, 'commitment', pupilId),
    agreementsOfChildQuery(scope, pupilId),
  )
  const missing = [...entrusted, ...home, ...promise].filter((line: LineRow) => line.state === 'missing')
  return [...missing, ...all]
}

export function listOfChild(
  deps: Deps,
  context: Context,
  id: string,
): Promise<Result<{ lines: AgreementLine[]; mayKeep: boolean }>> {
  const { actor } = context
  return aboutChild(deps, context, { decision: mayOpenAgreements(actor), id }, async (tx, scope) => {
    const [pupil] = await tx.rows(pupilQuery(scope, id))
    const about = { pupilId: id, classId: pupil?.classId ?? null }
    return ok({ lines: await linesOfChild(tx, scope, id), mayKeep: mayKeep(actor, about) })
  })
}
