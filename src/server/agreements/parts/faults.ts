import { KINDS } from '#shared/agreements/rules/kinds.ts'
import type { AgreementInput, AgreementKind } from '#shared/agreements/schema.ts'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { FieldError } from '#shared/errors.ts'
import { entrustedCarerBars, mustBeHeard } from '#shared/family/rules/entrusted.ts'
import { DeclaredBar } from '#shared/kin/schema.ts'
import {
  candidatesFor,
  carerFactsOf,
  isCandidate,
  isOfChild,
  type People,
} from '#server/agreements/parts/people.ts'
import type { PartyRow } from '#server/agreements/reads.ts'

/** What cannot be agreed in this way, at the field. */
export function agreementFaults(input: AgreementInput, people: People, today: LocalDate): FieldError[] {
  return [...datesFaults(input, today), ...partyFaults(input, people), ...entrustedFaults(input, people)]
}

function datesFaults(
  { from, to, kind, toldSchoolOn, toldVillageOn }: AgreementInput,
  today: LocalDate,
): FieldError[] {
  const faults: FieldError[] = []
  if (to !== null && to < from) faults.push({ path: 'to', code: 'before-start' })
  // Entrusted care without an end would never be looked at again.
  if (to === null && kind === 'entrusted') faults.push({ path: 'to', code: 'required' })
  for (const [path, on] of Object.entries({ toldSchoolOn, toldVillageOn }))
    if (on !== null && on > today) faults.push({ path, code: 'in-future' })
  return faults
}

function partyFaults({ kind, parties, staffId }: AgreementInput, people: People): FieldError[] {
  const faults: FieldError[] = []
  if (new Set(parties.map(({ id }) => id)).size < parties.length)
    faults.push({ path: 'parties', code: 'not-unique' })
  for (const part of KINDS[kind].parts)
    if (parties.filter((party) => party.part === part).length !== 1)
      faults.push({ path: `parties.${part}`, code: 'required' })
  for (const party of parties) {
    const path = `parties.${party.part}`
    const isOther = (party.part === 'staff' || party.part === 'helper') && party.userId !== staffId
    if (!KINDS[kind].parts.includes(party.part)) faults.push({ path, code: 'invalid' })
    else if (kind !== 'entrusted' && isKeptAway(party, people)) faults.push({ path, code: 'kept-away' })
    else if (isOther || !isCandidate(party, people)) faults.push({ path, code: codeOf(party, people) })
  }
  return faults
}

const isKeptAway = (party: Parameters<typeof carerFactsOf>[0], people: People): boolean =>
  carerFactsOf(party, people, null).keptAway

function codeOf(party: AgreementInput['parties'][number], people: People): FieldError['code'] {
  if (party.part === 'guardian') return isOfChild(party, people) ? 'not-guardian' : 'not-of-child'
  return party.part === 'carer' ? 'not-of-child' : 'unknown-reference'
}

/** Who signs is held against the file once more: guardianship may have ended, a bar have come up since (H-21). */
export function signerFaults(
  { part, memberId, carerId }: Pick<PartyRow, 'part' | 'memberId' | 'carerId'>,
  kind: AgreementKind,
  people: People,
  on: LocalDate,
): FieldError[] {
  if (part === 'guardian')
    return candidatesFor('guardian', people).some(({ key }) => key === `member:${memberId}`)
      ? []
      : [{ path: 'partyId', code: 'not-guardian' }]
  if (part !== 'carer') return []
  if (kind !== 'entrusted')
    return isKeptAway({ memberId, carerId }, people) ? [{ path: 'partyId', code: 'kept-away' }] : []
  // The carer's own declaration was taken when the agreement was drawn up.
  return entrustedCarerBars(carerFactsOf({ memberId, carerId }, people, NOTHING_DECLARED), on).map(
    (bar): FieldError => ({ path: 'partyId', code: 'carer-barred', params: { bar } }),
  )
}

const NOTHING_DECLARED = { offence: false, addiction: false, neglect: false, unsuitable: false }

/** 未成年人保护法 22: barred carers, and the child's own view. */
function entrustedFaults(input: AgreementInput, people: People): FieldError[] {
  if (input.kind !== 'entrusted' || people.pupil === null) return []
  const carer = input.parties.find(({ part }) => part === 'carer')
  const isKnown = carer !== undefined && isOfChild(carer, people)
  const bars = isKnown ? entrustedCarerBars(carerFactsOf(carer, people, input.declaration), input.from) : []
  const faults = bars.map((bar): FieldError => ({
    path: DeclaredBar.options.some((one) => one === bar)
      ? `declaration.${bar}`
      : bar === 'notDeclared'
        ? 'declaration'
        : 'parties.carer',
    code: 'carer-barred',
    params: { bar },
  }))
  if (mustBeHeard(people.pupil.birthOn, input.from) && (input.opinion ?? '') === '')
    faults.push({ path: 'opinion', code: 'child-not-heard' })
  if ((input.terms?.contact ?? null) === null) faults.push({ path: 'terms.contact', code: 'required' })
  return faults
}
