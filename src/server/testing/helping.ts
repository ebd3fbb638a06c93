import type { Sql } from 'postgres'
import { newId } from '#server/db/id.ts'

/** A contact named by hand on a child's card. */
export const addNamed = (owner: Sql, schoolId: string, pupilId: string) =>
  owner`insert into contact_named (school_id, id, pupil_id, kind, name, relation)
    values (${schoolId}, ${newId()}, ${pupilId}, 'villageDirector', '测试主任', 'villageDirector')`

interface Helping {
  readonly schoolId: string
  readonly pupilId: string
  /** The guardian who agreed. */
  readonly memberId: string
  readonly helperId: string
  readonly isActive: boolean
}

/** A teacher who helps a child, with the guardian's yes, the role, and one help; several children came to it together. */
export async function addHelping(owner: Sql, of: Helping): Promise<void> {
  const { schoolId, pupilId, memberId, helperId, isActive } = of
  const [pairing, member] = [newId(), newId()]
  await owner`insert into pairing (school_id, id, kind, agreed_sealed, proposed_on, started_on, trial_to, confirmed_on)
    values (${schoolId}, ${pairing}, 'teacher', ${Buffer.alloc(32)}, '2026-11-01', '2026-11-02', '2026-12-02', ${isActive ? '2026-11-20' : null})`
  await owner`insert into pairing_member (school_id, id, pairing_id, part, pupil_id, user_id)
    values (${schoolId}, ${member}, ${pairing}, 'child', ${pupilId}, null), (${schoolId}, ${newId()}, ${pairing}, 'teacher', null, ${helperId})`
  await owner`insert into pairing_consent (school_id, id, pairing_id, member_id, party, agreed, guardian_id, given_on)
    values (${schoolId}, ${newId()}, ${pairing}, ${member}, 'guardian', true, ${memberId}, '2026-11-01')`
  await owner`insert into role_assignment (school_id, id, user_id, role, pupil_id, pairing_id, from_on)
    values (${schoolId}, ${newId()}, ${helperId}, 'helpingTeacher', ${pupilId}, ${pairing}, '2026-11-02')`
  await owner`insert into help (school_id, id, session_id, pairing_id, pupil_id, held_on, kind, minutes, words_sealed, recorded_by)
    values (${schoolId}, ${newId()}, ${helperId}, ${pairing}, ${pupilId}, '2026-11-20', 'study', 30, ${Buffer.alloc(32)}, ${helperId})`
}
