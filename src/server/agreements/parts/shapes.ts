import type { Actor } from '#shared/access/schema.ts'
import { mayKeep, mayReadWhole, mayRecordSignature } from '#shared/agreements/policy.ts'
import { type Agreement, AgreementState, Part, type Party, SignMethod } from '#shared/agreements/schema.ts'
import { open, openTerms } from '#server/agreements/parts/sealed.ts'
import type { AgreementRow, PartyRow } from '#server/agreements/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

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
  const whole = mayReadWhole(actor, row)
  const terms = openTerms(vault, id, row.termsSealed)
  return {
    id,
    kind: row.kind,
    child: pupilId === null ? null : { id: pupilId, name: row.pupilName ?? '', className: row.className },
    staffName: row.staffName,
    text: { version: row.textVersion, title: row.title, body: row.body },
    from: row.from,
    to: row.to,
    endedOn: row.endedOn,
    endReason: whole ? open(vault, 'end', id, row.endReasonSealed) : null,
    state: AgreementState.parse(row.state),
    terms: terms && !whole ? { ...terms, reason: '', cost: '' } : terms,
    whole,
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
