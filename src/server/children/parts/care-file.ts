import { ageOn, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Actor } from '#shared/access/schema.ts'
import {
  fieldTiersOf,
  changesBasics,
  changesFile,
  mayCloseFile,
  mayMarkChild,
  mayReadEveryFile,
  mayReadFile,
  mayReadWhy,
  mayReveal,
  maySeeBars,
  maySeeChildren,
  seesMark,
  seesMarkNote,
  type FileOfChild,
} from '#shared/children/policy.ts'
import { archiveComplete, fiveClears, type FileContact, type FileFacts } from '#shared/children/rules/file.ts'
import { DEFINITION_PRESETS } from '#shared/children/rules/definitions.ts'
import { evaluate } from '#shared/children/rules/evaluate.ts'
import type { CareCategory, CareMark } from '#shared/marks/schema.ts'
import { unsaidReasons } from '#shared/children/rules/unsaid.ts'
import { isParentRelation } from '#shared/children/rules/relations.ts'
import {
  DefinitionParams,
  StatusEnd,
  type CareFile,
  type Carer,
  type ChildFacts,
  type Member,
  type Reason,
  type StatusNow,
  type StatusPeriod,
} from '#shared/children/schema.ts'
import { askFirstOf } from '#shared/incidents/rules/people.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { carerOn } from '#shared/family/rules/care-on.ts'
import { mayRing } from '#shared/family/rules/ring.ts'
import { factsByPupil } from '#server/children/parts/facts.ts'
import { openFields } from '#server/children/parts/file-parts.ts'
import { marksQuery } from '#server/db/marks.ts'
import { carerOf, memberOf } from '#server/children/parts/kin.ts'
import { withheldNowQuery } from '#server/db/withheld.ts'
import { maskedAddress, sealingContext } from '#server/children/parts/sealed.ts'
import { currentDefinitionsQuery, partsQuery } from '#server/children/queries.ts'
import { absencesQuery, carersQuery, membersQuery, namedQuery } from '#server/db/kin.ts'
import { fileChildQuery, fileQuery, historyQuery, pupilQuery, seenByQuery } from '#server/children/reads.ts'
import { reachedPupilQuery, type RowOf } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import type { Vault } from '#server/vault/vault.ts'

type PupilRow = RowOf<ReturnType<typeof pupilQuery>>
type MemberRow = RowOf<ReturnType<typeof membersQuery>>
type AbsenceRow = RowOf<ReturnType<typeof absencesQuery>>
type FileRow = RowOf<ReturnType<typeof fileQuery>>

/** How deep a file opens may depend on the child, who is then asked for first; mostly one question is enough. */
async function fileScope(db: Deps['db'], context: Context, id: string): Promise<Scope | undefined> {
  const every = mayReadEveryFile(context.actor)
  if (every) return context.scope(every)
  const before = context.scope(maySeeChildren(context.actor))
  if (!before) return undefined
  const [[child]] = await db.read(before, [fileChildQuery(before, id)])
  return child && context.scope(mayReadFile(context.actor, child))
}

/** The whole page of a child; the look is recorded in the transaction that reads (H-02). */
export async function getCareFile(
  { db, vault }: Deps,
  context: Context,
  id: string,
): Promise<Result<CareFile>> {
  if (!maySeeChildren(context.actor).allowed) return fail('forbidden')
  const scope = await fileScope(db, context, id)
  if (!scope) return fail('not-found')
  // prettier-ignore
  const [
    [child], [pupil], memberRows, absences, carerRows, [file], history, definitions, [seen], parts, named, held, marks,
  ] = await db.read(
    scope,
    [
      fileChildQuery(scope, id),
      pupilQuery(scope, id),
      membersQuery(scope, id),
      absencesQuery(scope, id),
      carersQuery(scope, id),
      fileQuery(scope, id),
      historyQuery(scope, id),
      currentDefinitionsQuery(scope),
      seenByQuery(scope, id),
      partsQuery(scope, id),
      namedQuery(scope, id),
      withheldNowQuery(scope, [id]),
      marksQuery(scope, id),
    ],
    {
      // A record nobody reached must not be on record as looked at.
      audit: [
        { action: 'read', entity: 'careFile', entityId: id, pupilId: id, if: reachedPupilQuery(scope, id) },
      ],
    },
  )
  if (!pupil || !child) return fail('not-found')
  const { today } = scope
  const why = mayReadWhy(context.actor, child)
  const told = (reasons: readonly Reason[]): Reason[] => (why ? [...reasons] : unsaidReasons(reasons))
  const open = file?.closedOn === null ? file : undefined
  const members = memberRows.map((row) => memberOf(vault, row, absences, { today, why }))
  const carers = carerRows.map((row) => carerOf(vault, row, maySeeBars(context.actor)))
  const carerNow = carerOn(carers, today)
  const parted = openFields(vault, id, parts, {
    today,
    tiers: fieldTiersOf(scope.tiers),
    register: pupil.extraSealed,
  })
  const facts = fileFactsOf(pupil, open, parted.fields, members, carerNow)
  const clears = fiveClears(facts)
  const archive = archiveComplete(facts)
  return ok({
    basics: basicsOf(vault, pupil, today),
    file: file ? { ...file, ...parted } : null,
    members,
    carers,
    askFirst: [...askFirstOf({ members: memberRows, carers: carerRows, named, pupil }, id, held)],
    carerNowId: carerNow?.id ?? null,
    statuses: statusesOf(pupil, memberRows, absences, definitions, today).map((one) => ({
      ...one,
      outcome: { ...one.outcome, reasons: told(one.outcome.reasons) },
    })),
    history: history.map((row) => periodOf(row, told)),
    marks: marksOf(vault, context.actor, child, marks),
    clears: clears.clears.map((one) => ({ ...one, missing: [...one.missing] })),
    clearsPercent: clears.percent,
    archive: { ...archive, missing: [...archive.missing] },
    seenBy: seen?.people ?? 0,
    may: mayOf(context.actor, scope, child),
  })
}

const mayOf = (actor: Actor, scope: Scope, child: FileOfChild): CareFile['may'] => ({
  tiers: fieldTiersOf(scope.tiers),
  changeFile: changesFile(actor, child),
  changeBasics: changesBasics(actor, child),
  closeFile: mayCloseFile(actor).allowed,
  mark: mayMarkChild(actor, child),
  revealId: mayReveal(actor, 'idNumber').allowed,
})

function marksOf(
  vault: Vault,
  actor: Actor,
  child: FileOfChild & { readonly id: string },
  rows: readonly RowOf<ReturnType<typeof marksQuery>>[],
): CareMark[] {
  return rows.flatMap(({ noteSealed, ...row }): CareMark[] => {
    const category = row.category as CareCategory
    if (!seesMark(actor, child, category)) return []
    const told = noteSealed !== null && seesMarkNote(actor, child)
    return [{ ...row, category, note: told ? vault.open(noteSealed, sealingContext.markNote(row.id)) : null }]
  })
}

function periodOf(
  row: RowOf<ReturnType<typeof historyQuery>>,
  told: (reasons: readonly Reason[]) => Reason[],
): StatusPeriod {
  const period = row as unknown as StatusPeriod
  const ended = row.ended === null ? null : StatusEnd.parse(row.ended)
  return {
    ...period,
    reasons: told(period.reasons),
    ended: ended && { ...ended, reasons: told(ended.reasons) },
  }
}

function basicsOf(vault: Vault, pupil: PupilRow, today: LocalDate): CareFile['basics'] {
  const { sex, residence, idKind } = pupil as unknown as Pick<
    CareFile['basics'],
    'sex' | 'residence' | 'idKind'
  >
  const addressMasked = maskedAddress(vault, pupil.addressSealed, sealingContext.pupilAddress(pupil.id))
  return { ...pupil, sex, residence, idKind, age: ageOn(pupil.birthDate, today), addressMasked }
}

function fileFactsOf(
  pupil: PupilRow,
  file: FileRow | undefined,
  fields: Readonly<Record<string, string>>,
  members: readonly Member[],
  carer: Carer | undefined,
): FileFacts {
  const present = members.filter(({ state }) => state === 'present')
  const contacts: FileContact[] = present.map((member) => ({
    who: member.relation === 'father' || member.relation === 'mother' ? member.relation : 'other',
    reachable: mayRing(member),
  }))
  if (pupil.phoneMasked !== null) contacts.push({ who: 'other', reachable: true })
  const carerMember = present.find(({ id }) => id === carer?.memberId)
  if (carer)
    contacts.push({
      who: 'carer',
      reachable:
        (carer.phoneMasked !== null && carer.phoneDeadOn === null) ||
        (carerMember !== undefined && mayRing(carerMember)),
    })
  return {
    openedOn: file?.openedOn ?? null,
    name: pupil.name,
    sex: pupil.sex as FileFacts['sex'],
    birthDate: pupil.birthDate,
    classId: pupil.classId,
    address: pupil.addressSealed === null ? null : 'sealed',
    character: fields['character'] ?? null,
    interests: fields['interests'] ?? null,
    health: fields['health'] ?? null,
    keeperId: file?.keeperId ?? null,
    carer: carer?.kind ?? null,
    parents: present.flatMap(({ relation }) =>
      relation === 'father' || relation === 'mother' ? [relation] : [],
    ),
    contacts,
  }
}

type DefinitionRows = readonly RowOf<ReturnType<typeof currentDefinitionsQuery>>[]

/** Every definition's answer today; a preset the school has no row for counts with its own numbers. */
function statusesOf(
  pupil: PupilRow,
  members: readonly MemberRow[],
  absences: readonly AbsenceRow[],
  adopted: DefinitionRows,
  today: LocalDate,
): StatusNow[] {
  const parents = members
    .filter(({ relation }) => isParentRelation(relation))
    .map((row) => ({ ...row, pupilId: pupil.id }))
  const facts: ChildFacts | undefined = factsByPupil([pupil], parents, absences).get(pupil.id)
  if (!facts) return []
  const known = adopted.map(({ key, version, params, isPrimary }) => ({
    key,
    version,
    isPrimary,
    params: DefinitionParams.parse(params),
  }))
  const presets = DEFINITION_PRESETS.filter(({ key }) => !known.some((one) => one.key === key))
  const all = [
    ...known,
    ...presets.map(({ key, version, params }) => ({ key, version, params, isPrimary: false })),
  ]
  return all.map((one) => {
    const outcome = evaluate(one, facts, today)
    return { ...one, outcome: { ...outcome, reasons: [...outcome.reasons] } }
  })
}
