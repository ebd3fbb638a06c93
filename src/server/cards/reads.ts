import { sql } from 'kysely'
import { CARD_KEYS } from '#shared/duties/rules/catalogue.ts'
import { builtOnce } from '#server/db/built-once.ts'
import { qb, raw, reached } from '#server/db/query.ts'
import { householdMarksNear } from '#server/db/household.ts'
import { TO_DO } from '#server/db/open-duty.ts'
import type { Scope } from '#server/db/scope.ts'

export const CARD_PAGE = 50

const cardColumns = [
  'a.id',
  'a.root_id as rootId',
  'a.version',
  'a.kind',
  'a.pupil_id as pupilId',
  'p.class_id as classId',
  'a.author_id as authorId',
  'u.name as authorName',
  'a.held_on as heldOn',
  'a.reached',
  'a.fields',
  'a.entered_for as enteredFor',
  'a.late_reason_sealed as lateSealed',
  'a.correction_reason_sealed as correctionSealed',
  'a.superseded_at as supersededAt',
  'a.created_at as createdAt',
  'a.cover_for as coverFor',
  'f.name as forName',
] as const

/** Cards of children the scope reaches: the list and the single card begin here. */
const cardsOf = (scope: Scope) =>
  qb
    .selectFrom('card as a')
    .innerJoin('pupil as p', (join) =>
      join.onRef('p.school_id', '=', 'a.school_id').onRef('p.id', '=', 'a.pupil_id'),
    )
    .leftJoin('auth_user as u', 'u.id', 'a.author_id')
    .leftJoin('auth_user as f', 'f.id', 'a.cover_for')
    .select(cardColumns)
    .where('a.school_id', '=', scope.schoolId)
    .where((eb) => reached(eb, scope, { classId: 'p.class_id', pupilId: 'p.id' }))

/** One version, with the duties it fulfils, its other versions and the day its first version was filed. */
export const cardQuery = builtOnce((scope: Scope, id: string) =>
  cardsOf(scope)
    .select([
      sql<
        string[]
      >`array(select d.id from duty d where d.school_id = a.school_id and d.pupil_id = a.pupil_id and d.done_card_id = a.id)`.as(
        'closes',
      ),
      sql<string>`(select (f.created_at at time zone n.time_zone)::date from card f join unit n on n.id = f.school_id
        where f.school_id = a.school_id and f.id = a.root_id)`.as('firstFiledOn'),
      sql<{ id: string; version: number; createdAt: string }[]>`(
        select json_agg(json_build_object('id', v.id, 'version', v.version, 'createdAt', v.created_at) order by v.version)
        from card v where v.school_id = a.school_id and v.root_id = a.root_id)`.as('versions'),
    ])
    .where('a.id', '=', id)
    .compile(),
)

/** Row-level security shows the author his own, the counsellor all, everybody else nothing. */
export const contentsQuery = builtOnce((scope: Scope, cardId: string) =>
  qb
    .selectFrom('card_content')
    .select(['tier', 'sealed'])
    .where('school_id', '=', scope.schoolId)
    .where('card_id', '=', cardId)
    .compile(),
)

export interface Before {
  readonly on: string
  readonly id: string
}

/** A child's valid cards, newest first, from a place on. */
export const childCardsQuery = (
  scope: Scope,
  pupilId: string,
  { kind, before, limit }: { kind?: string | undefined; before: Before | null; limit: number },
) =>
  cardsOf(scope)
    .where('a.pupil_id', '=', pupilId)
    .where('a.superseded_at', 'is', null)
    .$if(kind !== undefined, (q) => q.where('a.kind', '=', kind ?? ''))
    .$if(before !== null, (q) =>
      q.where(sql<boolean>`(a.held_on, a.id) < (${before?.on ?? ''}::date, ${before?.id ?? ''}::uuid)`),
    )
    .orderBy('a.held_on', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit)
    .compile()

/**
 * A child with the others of its household (db/household.ts), only those the scope reaches, each with its begun duties that a card
 * may still fulfil.
 */
export const householdQuery = (scope: Scope, pupilId: string) => {
  const { reach } = scope
  const some = reach.kind === 'some' ? [reach.classIds, reach.pupilIds] : []
  return raw<{
    id: string
    name: string
    className: string | null
    keptAway: string[]
    duties: {
      id: string
      key: string
      from: string
      to: string
      dueOn: string
      endedOn: string | null
      toDo: boolean
    }[]
  }>(
    `with ${householdMarksNear('$2', '$3')},
     kin as (
       select $2::uuid as id
       union
       select b.pupil_id from mark a join mark b on b.mark = a.mark where a.pupil_id = $2::uuid)
     select p.id, p.name, k.name as "className", array(select distinct m.relation from family_member m
         where m.school_id = p.school_id and m.pupil_id = p.id and m.no_contact is not null) as "keptAway", coalesce((
         select json_agg(json_build_object('id', d.id, 'key', d.key, 'from', d.window_from, 'to', d.window_to, 'dueOn', d.due_on,
           'endedOn', d.ended_on, 'toDo', ${TO_DO})
           order by d.due_on, d.id)
         from duty d where d.school_id = p.school_id and d.pupil_id = p.id and d.done_on is null and d.window_from <= $3::date
           and d.key = any ($4::text[])), '[]') as duties
     from kin join pupil p on p.school_id = $1::uuid and p.id = kin.id and p.left_on is null
     left join class k on k.school_id = p.school_id and k.id = p.class_id
     where ${reach.kind === 'school' ? 'true' : '(p.class_id = any ($5::uuid[]) or p.id = any ($6::uuid[]))'}
     order by p.id <> $2::uuid, p.pinyin, p.name, p.id limit 6`,
    [scope.schoolId, pupilId, scope.today, CARD_KEYS, ...some],
  )
}
