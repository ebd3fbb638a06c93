import { PRIMARY_KEY } from '#server/db/primary-definition.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface Before {
  readonly on: string
  readonly id: string
}

/** The same id twice in one table's lines: the end of a time gets an id of its own, always the same. */
const ofEnd = (id: string): string =>
  `overlay(overlay(md5(${id}::text || 'to') placing '4' from 13) placing '8' from 17)::uuid`
/** The school's day of an instant. */
const dayOf = (instant: string): string =>
  `(${instant} at time zone (select time_zone from unit where id = $1::uuid))::date`
const own = (alias: string): string => `${alias}.school_id = $1::uuid and ${alias}.pupil_id = $2::uuid`

/** A pairing of the child, with the names of those who help. */
const paired = `jsonb_build_object('pairing', p.kind, 'who', (
    select coalesce(jsonb_agg(coalesce(u.name, h.name, hu.name, k.name, c.name) order by m.id), '[]') from pairing_member m
    left join auth_user u on u.id = m.user_id left join helper h on h.school_id = m.school_id and h.id = m.helper_id
    left join auth_user hu on hu.id = h.user_id left join pupil k on k.school_id = m.school_id and k.id = m.pupil_id
    left join class c on c.school_id = m.school_id and c.id = m.class_id
    where m.school_id = p.school_id and m.pairing_id = p.id and m.part <> 'child'))`
const PAIRINGS = `pairing_member o join pairing p on p.school_id = o.school_id and p.id = o.pairing_id and p.started_on is not null`
const ofChild = `${own('o')} and o.part = 'child'`

/** An agreement signed by all. */
const AGREEMENTS = `agreement_state a join lateral (select max(signed_on) as day from agreement_party s
   where s.school_id = a.school_id and s.agreement_id = a.id) s on a.unsigned = 0`
const agreed = `jsonb_build_object('agreement', a.kind, 'from', a.from_on, 'to', a.to_on)`

/**
 * What can be on the line, beside duties and cards: each select gives id, day, kind and the data of its kind, of school $1
 * and child $2. A feature adds its own select here and its kind to shared/timeline/schema.ts; each must find the
 * child's rows by an index. Nothing sealed: what was said stays behind its own door, what hangs on a card is not here at all.
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
  `select p.id, p.started_on, 'pairingFrom', ${paired} from ${PAIRINGS} where ${ofChild}`,
  `select ${ofEnd('p.id')}, p.ended_on, 'pairingTo', ${paired} from ${PAIRINGS} where ${ofChild}`,
  `select r.id, r.held_on, 'pairingReview', ${paired} || jsonb_build_object('result', r.result)
   from ${PAIRINGS} join pairing_review r on r.school_id = p.school_id and r.pairing_id = p.id where ${ofChild}`,
  `select min(h.id::text)::uuid, h.held_on, 'help', jsonb_build_object('help', h.kind, 'minutes', h.minutes)
   from help h where ${own('h')} and h.withdrawn_on is null group by h.session_id, h.held_on, h.kind, h.minutes`,
  `select a.id, s.day, 'agreementSigned', ${agreed} from ${AGREEMENTS} where ${own('a')}`,
  `select ${ofEnd('a.id')}, coalesce(a.ended_on, a.to_on), 'agreementTo', ${agreed} from ${AGREEMENTS} where ${own('a')} and a.state = 'ended'`,
  `select min(f.id::text)::uuid, ${dayOf('f.created_at')}, 'attachments', jsonb_build_object('count', count(*)::int) from attachment f
   where ${own('f')} and f.owner_kind = 'child' and f.state = 'ready' and f.removed_at is null group by 2`,
  `select c.id, ${dayOf('c.answered_at')}, 'contactChecked', jsonb_build_object('way', c.way, 'result', c.state)
   from contact_check c where ${own('c')} and c.state in ('confirmed', 'corrected')`,
  `select t.id, coalesce(t.decided_on, t.asked_on), 'transfer', jsonb_build_object('side', t.side, 'state', t.state, 'school', t.other_name)
   from transfer t where ${own('t')} and t.state in ('asked', 'accepted')`,
]

/** The child's events up to today, newest first, from a place on. */
export const eventsQuery = (scope: Scope, pupilId: string, before: Before | null, limit: number) =>
  raw<{ id: string; on: string; kind: string; data: Record<string, unknown> }>(
    `with main as (select ${PRIMARY_KEY} as key)
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
