import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface Before {
  readonly on: string
  readonly id: string
}

/** The same id twice in one table's lines: the end of a time gets an id of its own, always the same. */
const ofEnd = (id: string): string =>
  `overlay(overlay(md5(${id}::text || 'to') placing '4' from 13) placing '8' from 17)::uuid`
const own = (alias: string): string => `${alias}.school_id = $1::uuid and ${alias}.pupil_id = $2::uuid`

/**
 * What can be on the line, beside duties and cards: each select gives id, day, kind and the data of its kind, of school $1
 * and child $2. A feature adds its own select here (pairing, agreements …) and its kind to shared/timeline/schema.ts; each
 * must find the child's rows by an index. Nothing sealed: what was said stays behind its own door.
 */
const EVENTS: readonly string[] = [
  `select a.id, a.from_on as on_day, 'absenceFrom' as kind, jsonb_build_object('who', m.relation, 'why', a.kind, 'place', a.place) as data
   from absence a join family_member m on m.school_id = a.school_id and m.id = a.member_id where ${own('a')}`,
  `select ${ofEnd('a.id')}, a.to_on, 'absenceTo', jsonb_build_object('who', m.relation, 'why', a.kind)
   from absence a join family_member m on m.school_id = a.school_id and m.id = a.member_id where ${own('a')}`,
  `select k.id, k.from_on, 'carerFrom', jsonb_build_object('carer', k.kind, 'relation', k.relation) from carer k where ${own('k')}`,
  `select ${ofEnd('k.id')}, k.to_on, 'carerTo', jsonb_build_object('carer', k.kind, 'relation', k.relation) from carer k where ${own('k')}`,
  `select s.id, s.from_on, 'statusFrom', jsonb_build_object('definition', d.key, 'result', s.result, 'reasons', s.reasons)
   from child_status s join definition d on d.school_id = s.school_id and d.id = s.definition_id
   where ${own('s')} and d.key = (select key from main)`,
  `select ${ofEnd('s.id')}, s.to_on, 'statusTo', jsonb_build_object('definition', d.key, 'ended', s.ended_reason)
   from child_status s join definition d on d.school_id = s.school_id and d.id = s.definition_id
   where ${own('s')} and s.ended_reason ->> 'because' = 'noLonger' and d.key = (select key from main)`,
  `select b.id, b.from_on, 'classFrom', jsonb_build_object('className', c.name)
   from class_membership b join class c on c.school_id = b.school_id and c.id = b.class_id where ${own('b')}`,
  `select f.id, f.opened_on, 'fileOpened', jsonb_build_object('why', f.open_kind) from child_file f where ${own('f')}`,
  `select ${ofEnd('f.id')}, f.closed_on, 'fileClosed', jsonb_build_object('why', f.close_kind) from child_file f where ${own('f')}`,
  `select min(n.id::text)::uuid, n.confirmed_on, 'renewed', jsonb_build_object('sections', jsonb_agg(n.section order by n.section), 'by', min(u.name))
   from file_renewal n left join auth_user u on u.id = n.confirmed_by where ${own('n')} group by n.confirmed_on, n.confirmed_by`,
  `select g.id, g.stated_on, 'goal', jsonb_build_object('goal', g.goal, 'state', g.state, 'toldBy', g.told_by) from child_goal g where ${own('g')}`,
]

/** The child's events up to today, newest first, from a place on. */
export const eventsQuery = (scope: Scope, pupilId: string, before: Before | null, limit: number) =>
  raw<{ id: string; on: string; kind: string; data: Record<string, unknown> }>(
    `with main as (select key from definition where school_id = $1::uuid and effective_to is null and is_primary)
     select e.id, e.on_day as "on", e.kind, e.data from (${EVENTS.join('\nunion all\n')}) e
     where e.on_day <= $3::date and (e.on_day, e.id) < ($4::date, $5::uuid)
     order by e.on_day desc, e.id desc limit ${limit}`,
    [
      scope.schoolId,
      pupilId,
      scope.today,
      before?.on ?? '9999-12-31',
      before?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    ],
  )
