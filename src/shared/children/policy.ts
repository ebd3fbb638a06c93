import { forRoles, hasRole, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision, Role, Tier } from '#shared/access/schema.ts'
import type { CareCategory } from '#shared/marks/schema.ts'
import type { FieldTier } from '#shared/children/rules/fields.ts'

/** Lists and files: whoever has children to care for, as far as the person's reach goes (H-02, H-12). */
export const maySeeChildren = (actor: Actor): Decision => pupilReach(actor)

/** The reach of a role that may write; who only holds other roles is denied. */
function reachFor(actor: Actor, ...roles: readonly Role[]): Decision {
  return pupilReach({ ...actor, grants: actor.grants.filter((grant) => roles.includes(grant.role)) })
}

/** What decides how deep one child's file opens. */
export interface FileOfChild {
  readonly classId: string | null
  /** Who keeps the file, by the plan; null = nobody yet. */
  readonly keeperId: string | null
}

const isClassTeacherOf = (actor: Actor, { classId }: FileOfChild): boolean =>
  actor.grants.some(
    (grant) => grant.role === 'classTeacher' && grant.classId !== null && grant.classId === classId,
  )

/** Who answers for the child's file: those who do for the school, and the class teacher of the child. */
const answersFor = (actor: Actor, child: FileOfChild): boolean =>
  isClassTeacherOf(actor, child) || hasRole(actor, 'counsellor', 'principal', 'archiveKeeper')

/** The same, and whoever was named to keep this one. */
const opensCase = (actor: Actor, child: FileOfChild): boolean =>
  answersFor(actor, child) || child.keeperId === actor.userId

function asDeep(actor: Actor, decision: Decision, child: FileOfChild): Decision {
  if (!decision.allowed || !opensCase(actor, child)) return decision
  return { ...decision, tiers: [...decision.tiers, 'fileCase'] }
}

/** One child's file: everybody who reaches the child, as deep as the person's part in keeping it (H-06, P9-54). */
export const mayReadFile = (actor: Actor, child: FileOfChild): Decision =>
  asDeep(actor, pupilReach(actor), child)

/**
 * The same for whoever opens every child within reach equally deep, known before the child is read; undefined where it
 * depends on the child.
 */
export function mayReadEveryFile(actor: Actor): Decision | undefined {
  const decision = pupilReach(actor)
  const alike =
    hasRole(actor, 'counsellor', 'principal', 'archiveKeeper') ||
    actor.grants.every(({ role, classId }) => role === 'classTeacher' && classId !== null)
  return decision.allowed && alike ? { ...decision, tiers: [...decision.tiers, 'fileCase'] } : undefined
}

/** Not the helping teacher, unless the plan makes him the keeper of this child's file (X-20, P11-13). */
export function mayChangeFile(actor: Actor, child: FileOfChild): Decision {
  const keeps = child.keeperId === actor.userId
  const decision = keeps
    ? reachFor(actor, 'counsellor', 'principal', 'archiveKeeper', 'classTeacher', 'helpingTeacher')
    : reachFor(actor, 'counsellor', 'principal', 'archiveKeeper', 'classTeacher')
  return asDeep(actor, decision, child)
}

/** Whether that holds for this child: a class teacher may reach one of another class, and changes nothing of it. */
export const changesFile = (actor: Actor, child: FileOfChild): boolean =>
  mayChangeFile(actor, child).allowed && opensCase(actor, child)

/** The tiers of the file a decision's tiers open. */
export const fieldTiersOf = (tiers: readonly Tier[]): FieldTier[] => [
  'basic',
  ...(tiers.includes('contact') ? (['contact'] as const) : []),
  ...(tiers.includes('fileCase') ? (['case'] as const) : []),
  ...(tiers.includes('psych') ? (['psych'] as const) : []),
]

/** Phone, address, boarding, residence and the family. */
export const mayChangeBasics = (actor: Actor): Decision =>
  reachFor(actor, 'archiveKeeper', 'administrator', 'classTeacher')

/** Whether that holds for this child. */
export const changesBasics = (actor: Actor, child: FileOfChild): boolean =>
  isClassTeacherOf(actor, child) || hasRole(actor, 'archiveKeeper', 'administrator')

/** Opening or closing a care file is a decision about the child. */
export const mayCloseFile = (actor: Actor): Decision => reachFor(actor, 'principal', 'archiveKeeper')

/** A full number or address, one at a time and with a reason; ID numbers only for those who keep the registers. */
export const mayReveal = (actor: Actor, field: string): Decision =>
  field === 'idNumber' || field === 'memberIdNumber'
    ? reachFor(actor, 'principal', 'archiveKeeper', 'administrator')
    : pupilReach(actor)

/** Why the law bars a carer: whoever decides about care, and the counsellor (H-06). */
export const maySeeBars = (actor: Actor): boolean =>
  reachFor(actor, 'counsellor', 'principal', 'archiveKeeper').allowed

/**
 * Why one of the family is away, or must be kept away: whoever keeps the file and whoever enters the family. A helping
 * teacher knows that it is so, and needs no more (H-14).
 */
export const mayReadWhy = (actor: Actor, child: FileOfChild): boolean =>
  opensCase(actor, child) || hasRole(actor, 'administrator')

/** Why else a plan looks after a child: said and listed by those who answer for its file. */
export const mayMark = (actor: Actor): Decision =>
  reachFor(actor, 'counsellor', 'principal', 'archiveKeeper', 'classTeacher')

/** Whether that holds for this child: who also helps a child of another class does not mark it. */
export const mayMarkChild = (actor: Actor, child: FileOfChild): boolean =>
  mayMark(actor).allowed && answersFor(actor, child)

/** Told to whoever keeps the file only: they say something of marks and money (Part 2, H-16). */
const CLOSE: ReadonlySet<CareCategory> = new Set(['studyDifficulty', 'poverty'])

/**
 * A helping teacher of the child must know that it is an orphan, disabled, of a single parent or moved along before speaking
 * with it; how it does at school and what its family has is for those who keep its file.
 */
export const seesMark = (
  actor: Actor,
  child: FileOfChild & { readonly id: string },
  category: CareCategory,
): boolean =>
  opensCase(actor, child) ||
  (!CLOSE.has(category) &&
    actor.grants.some(({ role, pupilId }) => role === 'helpingTeacher' && pupilId === child.id))

/** What a mark rests on, a certificate seen: whoever keeps the file. */
export const seesMarkNote = (actor: Actor, child: FileOfChild): boolean => opensCase(actor, child)

export const maySeeDefinitions = (actor: Actor): Decision => pupilReach(actor)

export const mayChooseDefinition = (actor: Actor): Decision => forRoles(actor, 'administrator', 'principal')

export const mayEvaluate = (actor: Actor): Decision =>
  forRoles(actor, 'archiveKeeper', 'administrator', 'principal')
