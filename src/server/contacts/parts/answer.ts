import { todayIn } from '#shared/calendar/rules/local-date.ts'
import { mayGetLink } from '#shared/contacts/rules/reach.ts'
import type { ContactPerson, StaffContact } from '#shared/contacts/schema.ts'
import { normalisePhone } from '#shared/roster/rules/phone.ts'
import { maskPhone } from '#server/children/service.ts'
import { staffOf } from '#server/contacts/parts/card.ts'
import { peopleOf } from '#server/contacts/parts/people-of.ts'
import { hashOf } from '#server/contacts/parts/check.ts'
import { answerQuery, insertProposalQuery } from '#server/contacts/queries.ts'
import { contactLinkQuery, staffQuery, type LinkRow } from '#server/contacts/reads.ts'
import { proposalContext } from '#server/contacts/service.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import { mintJobScope, type Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { lockFamily, tellPhone } from '#server/family/service.ts'

/** What a guardian's page shows: this household's own numbers, masked, and the numbers of the school's own staff. */
export interface LinkPage {
  readonly schoolName: string
  /** 林小满 → 林○○: enough for who knows the child. */
  readonly childName: string
  readonly people: readonly ContactPerson[]
  readonly staff: readonly StaffContact[]
}

/** What was answered of one number. */
export type Answer = { readonly kind: 'same' | 'dead' } | { readonly kind: 'number'; readonly phone: string }

const maskName = (name: string): string => {
  const letters = Array.from(name)
  return `${letters[0] ?? ''}${'○'.repeat(Math.max(1, letters.length - 1))}`
}

/** Numbers that may stand on the page: of the family's living, never of somebody who is to be kept away. */
const shown = (people: readonly ContactPerson[]): ContactPerson[] =>
  people.filter(
    ({ noContact, phoneMasked, state, record }) =>
      noContact === null && phoneMasked !== null && state === 'present' && record !== 'named',
  )

interface Opened {
  readonly link: LinkRow
  readonly scope: Scope
}

async function openLink({ db, now }: Deps, token: string): Promise<Opened | undefined> {
  const at = new Date(now())
  const [link] = await db.rows(contactLinkQuery(hashOf(token), at.toISOString()))
  return link && { link, scope: mintJobScope(link.school_id, todayIn(link.time_zone, at)) }
}

/** Undefined when whoever got the link may have none any more (H-04, H-21): then it is as if it had never been. */
async function pageOf(
  { vault }: Deps,
  tx: Transaction,
  { link, scope }: Opened,
): Promise<LinkPage | undefined> {
  const { people } = await peopleOf(tx, scope, vault, link.pupil_id)
  if (!people.some((one) => one.id === link.member_id && mayGetLink(one))) return undefined
  const staff = await tx.rows(staffQuery(scope, link.pupil_id))
  return {
    schoolName: link.school_name,
    childName: maskName(link.pupil_name),
    people: shown(people),
    staff: staffOf(vault, staff),
  }
}

/** The page of a link; undefined for a token unknown, answered or late: all alike. Looking does not spend it. */
export async function readLink(deps: Deps, token: string): Promise<LinkPage | undefined> {
  const opened = await openLink(deps, token)
  if (!opened) return undefined
  return deps.db.write(opened.scope, (tx) => pageOf(deps, tx, opened))
}

export interface Sent {
  readonly notMine: boolean
  readonly answerOf: (personId: string) => { readonly choice: string; readonly phone: string }
}

export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'gone' }
  /** A number that is none, by person: the page is shown again, the link is not spent. */
  | { readonly kind: 'again'; readonly page: LinkPage; readonly wrong: ReadonlySet<string> }

/** Reads what was chosen of each number; an unanswered one counts as nothing said. */
function answersOf(people: readonly ContactPerson[], sent: Sent) {
  const answers = new Map<ContactPerson, Answer>()
  const wrong = new Set<string>()
  for (const person of people) {
    const { choice, phone } = sent.answerOf(person.id)
    if (choice === 'same' || choice === 'dead') answers.set(person, { kind: choice })
    if (choice !== 'number') continue
    const reading = normalisePhone(phone)
    if (reading.ok && reading.phone !== null) answers.set(person, { kind: 'number', phone: reading.phone })
    else wrong.add(person.id)
  }
  return { answers, wrong }
}

/** A guardian's answer, taken once. Right numbers are dated; others wait for somebody of the school to agree. */
export async function answerLink(deps: Deps, token: string, sent: Sent): Promise<Outcome> {
  const opened = await openLink(deps, token)
  if (!opened) return { kind: 'gone' }
  const { link, scope } = opened
  const at = new Date(deps.now()).toISOString()
  return deps.db.write<Outcome>(scope, async (tx) => {
    await lockFamily(tx, scope, link.pupil_id)
    const page = await pageOf(deps, tx, opened)
    if (!page) return { kind: 'gone' }
    const { answers, wrong } = sent.notMine
      ? { answers: new Map<ContactPerson, Answer>(), wrong: new Set<string>() }
      : answersOf(page.people, sent)
    const unanswered = !sent.notMine && page.people.length > 0 && answers.size === 0
    if (wrong.size > 0 || unanswered) return { kind: 'again', page, wrong }
    const others = [...answers].filter(([, { kind }]) => kind !== 'same')
    const state = sent.notMine ? 'notMine' : others.length > 0 ? 'corrected' : 'confirmed'
    const [answered] = await tx.rows(answerQuery(scope, link.check_id, hashOf(token), state, at))
    if (!answered) return { kind: 'gone' }
    for (const [person, answer] of answers) await take(deps, tx, opened, person, answer, at)
    tx.audit({
      action: 'answer',
      entity: 'contactCheck',
      entityId: link.check_id,
      pupilId: link.pupil_id,
      detail: { state, others: others.length },
    })
    return { kind: 'done' }
  })
}

async function take(
  { vault }: Deps,
  tx: Transaction,
  { link, scope }: Opened,
  person: ContactPerson,
  answer: Answer,
  at: string,
): Promise<void> {
  const { id: recordId, record } = person
  // Named contacts are not on the page.
  if (record === 'named') return
  const pupilId = link.pupil_id
  if (answer.kind === 'same') {
    const told = { kind: 'confirmed' } as const
    await tellPhone(tx, scope, vault, { pupilId, record, id: recordId, told, source: 'guardian', at })
    return
  }
  const id = newId()
  const phone = answer.kind === 'number' ? answer.phone : null
  await tx.run(
    insertProposalQuery(scope, {
      id,
      checkId: link.check_id,
      pupilId,
      record,
      recordId,
      phoneSealed: phone === null ? null : vault.seal(phone, proposalContext(id)),
      phoneMasked: phone === null ? null : maskPhone(phone),
      at,
    }),
  )
}
