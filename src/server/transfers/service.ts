import { answerBy, maskName, stateOn } from '#shared/transfers/rules.ts'
import { maySeeCarried, mayTransfer } from '#shared/transfers/policy.ts'
import type { CarriedDuty, Transfer, TransferInput, TransferState } from '#shared/transfers/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { aboutChild } from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { tellTransfer } from '#server/notices/service.ts'
import { openAnswer, openNote, sealAnswer, sealNote } from '#server/transfers/parts/sealed.ts'
import { acrossSchools } from '#server/transfers/parts/spanning.ts'
import {
  decideTransferQuery,
  insertTransferQuery,
  lockAskedQuery,
  lockTransferQuery,
  type NewTransfer,
} from '#server/transfers/queries.ts'
import {
  carriedQuery,
  otherSchoolsQuery,
  pupilRowQuery,
  schoolNameQuery,
  transfersQuery,
  type TransferRow,
} from '#server/transfers/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

type Done = Result<{ done: true }>

/** Some school years of a large school; older receipts stay in the database. */
const MOST_TRANSFERS = 300

const atOf = ({ now }: Deps): string => new Date(now()).toISOString()

function transferOf(vault: Vault, row: TransferRow, today: string): Transfer {
  const { noteSealed, answerSealed, otherSchoolId: _other, present, pupilId, ...rest } = row
  const state = stateOn({ state: row.state as TransferState, expiresOn: row.expiresOn }, today)
  return {
    ...rest,
    side: row.side as Transfer['side'],
    sex: row.sex as Transfer['sex'],
    state,
    pupilId: present || state === 'left' ? pupilId : null,
    back: present && state === 'left',
    note: openNote(vault, row.id, noteSealed),
    answer: openAnswer(vault, row.id, answerSealed),
  }
}

export async function listTransfers(
  { db, vault }: Deps,
  context: Context,
): Promise<Result<{ transfers: Transfer[] }>> {
  const scope = context.scope(mayTransfer(context.actor))
  if (!scope) return fail('forbidden')
  const [rows] = await db.read(scope, [transfersQuery(scope, MOST_TRANSFERS)])
  return ok({ transfers: rows.map((row) => transferOf(vault, row, scope.today)) })
}

export async function listOtherSchools(
  { db }: Deps,
  context: Context,
): Promise<Result<{ schools: { id: string; name: string }[] }>> {
  if (!mayTransfer(context.actor).allowed) return fail('forbidden')
  return ok({ schools: await db.rows(otherSchoolsQuery(context.schoolId)) })
}

/** Asks another school; both sides get a row of the same id, the receiving one without a name. */
export async function askTransfer(deps: Deps, context: Context, input: TransferInput): Promise<Done> {
  const scope = context.scope(mayTransfer(context.actor))
  if (!scope) return fail('forbidden')
  const { id, pupilId, toSchoolId } = input
  const [mine, theirs] = await Promise.all([
    deps.db.rows(schoolNameQuery(context.schoolId)),
    deps.db.rows(schoolNameQuery(toSchoolId)),
  ])
  const [own] = mine
  const [receiver] = theirs
  if (!own || !receiver || toSchoolId === context.schoolId)
    return invalid({ path: 'toSchoolId', code: 'unknown-reference' })
  return acrossSchools<{ done: true }>(deps, scope, toSchoolId, async (here, there) => {
    const [child] = await here.tx.rows(pupilRowQuery(here.scope, pupilId))
    if (!child) return fail('not-found')
    const [known] = await here.tx.rows(lockTransferQuery(here.scope, id))
    if (known) return known.pupilId === pupilId ? ok({ done: true }) : fail('already-exists')
    const [open] = await here.tx.rows(lockAskedQuery(here.scope, pupilId))
    if (open) {
      const state = stateOn({ state: 'asked', expiresOn: open.expiresOn }, scope.today)
      if (state === 'asked') return fail('already-exists')
      await here.tx.run(decideTransferQuery(here.scope, open.id, 'expired'))
    }
    const { pupil, className, idIndex } = child
    const common: Omit<NewTransfer, 'side' | 'otherSchoolId' | 'otherName' | 'idIndex'> = {
      id,
      pupilId,
      nameMasked: maskName(String(pupil['name'])),
      sex: String(pupil['sex']),
      birthYear: Number(String(pupil['birth_on']).slice(0, 4)),
      className,
      state: 'asked',
      noteSealed: sealNote(deps.vault, id, input.note),
      askedOn: scope.today,
      expiresOn: answerBy(scope.today),
    }
    await here.tx.run(
      insertTransferQuery(here.scope, {
        ...common,
        side: 'out',
        otherSchoolId: toSchoolId,
        otherName: receiver.name,
        idIndex: null,
      }),
      insertTransferQuery(there.scope, {
        ...common,
        side: 'in',
        otherSchoolId: context.schoolId,
        otherName: own.name,
        idIndex,
      }),
    )
    await tellTransfer(there.tx, there.scope, { kind: 'transferAsked', transferId: id }, atOf(deps))
    here.tx.audit({ action: 'askTransfer', entity: 'transfer', entityId: id, pupilId })
    there.tx.audit({ action: 'receive', entity: 'transfer', entityId: id })
    return ok({ done: true })
  })
}

/** Ends a request that is open: withdrawn by the sending school, refused by the receiving one. */
export async function endTransfer(
  deps: Deps,
  context: Context,
  id: string,
  as: { readonly state: 'withdrawn' } | { readonly state: 'refused'; readonly reason: string },
): Promise<Done> {
  const scope = context.scope(mayTransfer(context.actor))
  if (!scope) return fail('forbidden')
  const [[known]] = await deps.db.read(scope, [lockTransferQuery(scope, id)])
  if (!known) return fail('not-found')
  if (known.otherSchoolId === null) return fail('not-allowed-now')
  const side = as.state === 'withdrawn' ? 'out' : 'in'
  return acrossSchools<{ done: true }>(deps, scope, known.otherSchoolId, async (here, there) => {
    const [request] = await here.tx.rows(lockTransferQuery(here.scope, id))
    if (request?.side !== side) return fail('not-allowed-now')
    if (request.state === as.state) return ok({ done: true })
    if (request.state !== 'asked') return fail('not-allowed-now')
    const answer = as.state === 'refused' ? sealAnswer(deps.vault, id, as.reason) : null
    for (const end of [here, there]) {
      await end.tx.run(decideTransferQuery(end.scope, id, as.state, answer))
      const pupilId = (end === here) === (side === 'out') ? known.pupilId : null
      const action = as.state === 'withdrawn' ? 'withdraw' : 'refuse'
      end.tx.audit({ action, entity: 'transfer', entityId: id, pupilId })
    }
    if (as.state === 'refused')
      await tellTransfer(there.tx, there.scope, { kind: 'transferAnswered', transferId: id }, atOf(deps))
    return ok({ done: true })
  })
}

/** What the school before did for a child; a look at it goes on record. */
export function listCarried(
  deps: Deps,
  context: Context,
  id: string,
): Promise<Result<{ duties: CarriedDuty[] }>> {
  return aboutChild<{ duties: CarriedDuty[] }>(
    deps,
    context,
    { decision: maySeeCarried(context.actor), id },
    async (tx, scope) => {
      const rows = await tx.rows(carriedQuery(scope, id))
      if (rows.length > 0) tx.audit({ action: 'read', entity: 'carriedDuty', entityId: id, pupilId: id })
      return ok({ duties: rows.map((row) => ({ ...row, state: row.state as CarriedDuty['state'] })) })
    },
  )
}
