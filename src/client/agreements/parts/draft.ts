import { KINDS } from '#shared/agreements/rules/kinds.ts'
import type { Agreement, AgreementKind, FormFacts, Part, Terms } from '#shared/agreements/schema.ts'
import { addDays, addMonths } from '#shared/calendar/rules/local-date.ts'
import { HEARD_FROM_AGE } from '#shared/family/rules/entrusted.ts'
import { DeclaredBar } from '#shared/kin/schema.ts'
import { newId } from '#client/lib/id.ts'
import { orNull } from '#client/lib/or-null.ts'

export type Answer = 'no' | 'yes'

export interface AgreementDraft {
  from: string
  to: string
  staffId: string
  /** `member:…`, `carer:…` or `user:…` by part. */
  picks: Partial<Record<Part, string>>
  reason: string
  duties: string
  cost: string
  contact: NonNullable<Terms['contact']> | null
  declaration: Partial<Record<DeclaredBar, Answer>>
  toldSchoolOn: string
  toldVillageOn: string
  opinion: string
}

/** Who signed the old one, where exactly one person of today is meant by that name. */
const sameOf = <T extends { readonly name: string; readonly relation?: string | null }>(
  people: readonly T[],
  { name, relation }: { readonly name: string | null; readonly relation?: string | null },
): T | undefined => {
  const [first, second] = people.filter((one) => one.name === name && one.relation === relation)
  return second === undefined ? first : undefined
}

/**
 * A year from today on, where only one person can sign a part that one. A renewal begins the day after what it renews,
 * with the same people and terms; what the law asks each time (bars, the child's own view, who was told) is asked again.
 */
export function startOf(
  kind: AgreementKind,
  facts: FormFacts,
  { staff, old }: { readonly staff?: string | undefined; readonly old?: Agreement | undefined } = {},
): AgreementDraft {
  const from = old?.state === 'ending' && old.to !== null ? addDays(old.to, 1) : facts.today
  const picks = facts.parts.flatMap(({ part, candidates }) => {
    const signer = old?.parties.find((party) => party.part === part)
    const one =
      (signer && sameOf(candidates, signer)) ?? (candidates.length === 1 ? candidates[0] : undefined)
    return one === undefined ? [] : [[part, one.key] as const]
  })
  const onlyStaff = facts.staff.length === 1 ? facts.staff[0] : undefined
  const { reason = '', duties = '', cost = '', contact = null } = old?.terms ?? {}
  return {
    from,
    to: addDays(addMonths(from, KINDS[kind].months), -1),
    staffId: staff ?? (sameOf(facts.staff, { name: old?.staffName ?? null }) ?? onlyStaff)?.id ?? '',
    picks: Object.fromEntries(picks),
    reason,
    duties,
    cost,
    contact,
    declaration: {},
    toldSchoolOn: facts.today,
    toldVillageOn: '',
    opinion: '',
  }
}

/** Which part the member of staff it is about signs himself. */
export const isOwnPart = (part: Part): boolean => part === 'staff' || part === 'helper'

function partyOf(part: Part, key: string, id: string) {
  const at = key.indexOf(':')
  const [sort, ref] = [key.slice(0, at), key.slice(at + 1)]
  return {
    id,
    part,
    userId: sort === 'user' ? ref : null,
    memberId: sort === 'member' ? ref : null,
    carerId: sort === 'carer' ? ref : null,
  }
}

export function inputOf(
  kind: AgreementKind,
  id: string,
  childId: string | undefined,
  draft: AgreementDraft,
  partyIds: Partial<Record<Part, string>>,
) {
  const { child, staff, parts } = KINDS[kind]
  const keyOf = (part: Part): string | undefined =>
    isOwnPart(part) ? draft.staffId && `user:${draft.staffId}` : draft.picks[part]
  const answered = DeclaredBar.options.every((bar) => draft.declaration[bar] !== undefined)
  const { reason, duties, cost, contact } = draft
  return {
    id,
    kind,
    pupilId: child ? (childId ?? null) : null,
    staffId: staff ? orNull(draft.staffId) : null,
    from: draft.from,
    to: orNull(draft.to),
    parties: parts.flatMap((part) => {
      const key = keyOf(part)
      return key ? [partyOf(part, key, partyIds[part] ?? newId())] : []
    }),
    terms: child ? { reason, duties, cost, contact } : null,
    declaration:
      kind === 'entrusted' && answered
        ? {
            offence: draft.declaration.offence === 'yes',
            addiction: draft.declaration.addiction === 'yes',
            neglect: draft.declaration.neglect === 'yes',
            unsuitable: draft.declaration.unsuitable === 'yes',
          }
        : null,
    toldSchoolOn: kind === 'entrusted' ? orNull(draft.toldSchoolOn) : null,
    toldVillageOn: kind === 'entrusted' ? orNull(draft.toldVillageOn) : null,
    opinion: kind === 'entrusted' ? orNull(draft.opinion) : null,
  }
}

/** What is missing before it is worth asking the server, all at once. */
export function gapsOf(kind: AgreementKind, draft: AgreementDraft, childAge: number | null): string[] {
  const { staff, parts } = KINDS[kind]
  return [
    ...(staff && draft.staffId === '' ? ['staffId'] : []),
    ...parts.filter((part) => !isOwnPart(part) && !draft.picks[part]).map((part) => `parties.${part}`),
    ...(draft.from === '' ? ['from'] : []),
    ...(kind === 'entrusted' ? entrustedGaps(draft, childAge) : []),
  ]
}

const entrustedGaps = (draft: AgreementDraft, childAge: number | null): string[] => [
  ...(draft.to === '' ? ['to'] : []),
  ...(draft.contact === null ? ['terms.contact'] : []),
  ...DeclaredBar.options
    .filter((bar) => draft.declaration[bar] === undefined)
    .map((bar) => `declaration.${bar}`),
  ...((childAge ?? 0) >= HEARD_FROM_AGE && draft.opinion.trim() === '' ? ['opinion'] : []),
]
