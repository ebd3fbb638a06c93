import type { Actor } from '#shared/access/schema.ts'
import {
  mayKeepAgreements,
  mayKeepForSchool,
  mayRecordSignature,
  mayReadEnd,
} from '#shared/agreements/policy.ts'
import { type Agreement, AgreementState, Part, type Party, SignMethod } from '#shared/agreements/schema.ts'
import { open, openTerms } from '#server/agreements/parts/sealed.ts'
import type { AgreementRow, PartyRow } from '#server/agreements/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

/** Whether the person keeps this agreement: a class teacher those of the own class, not of a child helped elsewhere. */
export function mayKeep(
  actor: Actor,
  about: { readonly pupilId: string | null; readonly classId: string | null },
): boolean {
  if (about.pupilId === null) return mayKeepForSchool(actor).allowed
  const keeps = mayKeepAgreements(actor)
  if (!keeps.allowed) return false
  return (
    keeps.reach.kind === 'school' || (about.classId !== null && keeps.reach.classIds.includes(about.classId))
  )
}

function partyOf(vault: Vault, actor: Actor, agreement: AgreementRow, row: PartyRow): Party {
  const isOpen = row.signedOn === null && agreement.state !== 'ended'
  return {
    id: row.id,
    part: Part.parse(row.part),
    name: row.name ?? '',
    relation: row.relation,
    signedOn: row.signedOn,
    method: row.method === null ? null : SignMethod.parse(row.method),
    attachmentId: row.attachmentId,
    witness: open(vault, 'witness', row.id, row.witnessSealed),
    mayRecord: isOpen && mayRecordSignature(actor, { pupilId: agreement.pupilId, userId: row.userId }),
  }
}

export function agreementOf(
  vault: Vault,
  actor: Actor,
  row: AgreementRow,
  parties: readonly PartyRow[],
): Agreement {
  const { id, pupilId, opinionId, heardOn } = row
  return {
    id,
    kind: row.kind,
    child: pupilId === null ? null : { id: pupilId, name: row.pupilName ?? '', className: row.className },
    staffName: row.staffName,
    text: { version: row.textVersion, title: row.title, body: row.body },
    from: row.from,
    to: row.to,
    endedOn: row.endedOn,
    endReason: mayReadEnd(actor, mayKeep(actor, row), pupilId)
      ? open(vault, 'end', id, row.endReasonSealed)
      : null,
    state: AgreementState.parse(row.state),
    terms: openTerms(vault, id, row.termsSealed),
    declaredOn: row.declaredOn,
    toldSchoolOn: row.toldSchoolOn,
    toldVillageOn: row.toldVillageOn,
    opinion:
      opinionId === null || heardOn === null
        ? null
        : { heardOn, text: open(vault, 'opinion', opinionId, row.opinionSealed) },
    parties: parties.map((party) => partyOf(vault, actor, row, party)),
    schoolName: row.schoolName,
    mayEnd: mayKeep(actor, row) && row.endedOn === null,
    version: row.version,
  }
}
