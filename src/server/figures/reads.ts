import { CardKind } from '#shared/duties/schema.ts'
import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import { PERFORMERS, TARGET, UNASSIGNED } from '#server/db/performers.ts'
import { TO_DO } from '#server/db/open-duty.ts'

export const BOARD_PAGE = 50

/**
 * Which of the school's duties about children the reader sees: all, or those of some classes. Reads $1 school and
 * $2 classes; said in two ways, because an index is found by the classes only where nothing else is offered. What is owed
 * for classes and the school has its place on My day and is in no figure about children.
 */
const reached = (classes: Classes): string =>
  `d.school_id = $1::uuid and d.pupil_id is not null and ${
    classes === null ? '$2::uuid[] is null' : 'd.class_id = any ($2::uuid[])'
  }`

/** A child is reached by a talk, a contact or a visit; other duties do not say so (F08). */
const CONTACT = `d.key in (${CardKind.options.map((kind) => `'${kind}'`).join(', ')})`

/** Ids of the classes looked at; null = the whole school. */
export type Classes = readonly string[] | null

export const classesOf = ({ reach }: Scope): Classes => (reach.kind === 'school' ? null : reach.classIds)

export interface Days {
  readonly from: string
  readonly to: string
}

/** Duties by month, class, kind and state, from the one view that defines states; due between two days. */
export const stateCountsQuery = (scope: Scope, days: Days, classes: Classes = classesOf(scope)) =>
  raw<{ month: string; classId: string | null; key: string; state: string; count: number; inOpen: number }>(
    `select to_char(d.due_on, 'YYYY-MM') as month, d.class_id as "classId", d.key, d.state, count(*)::int as count,
       count(*) filter (where d.days_left >= 0)::int as "inOpen"
     from duty_state d where ${reached(classes)} and d.due_on between $3::date and $4::date
     group by 1, 2, 3, 4`,
    [scope.schoolId, classes, days.from, days.to],
  )

export const classNamesQuery = (scope: Scope) =>
  raw<{ id: string; name: string; grade: number }>(
    `select id, name, grade from class where school_id = $1::uuid and ($2::uuid[] is null or id = any ($2::uuid[]))
     order by grade, number`,
    [scope.schoolId, classesOf(scope)],
  )

/** Children to be seen in some days (a talk, contact or visit is due), those of them with a card that counts, and duties that nobody is named for (F08). */
export const childrenQuery = (scope: Scope, days: Days, classes: Classes = classesOf(scope)) =>
  raw<{ children: number; reached: number; unassigned: number }>(
    `with ${PERFORMERS}
     select count(distinct d.pupil_id) filter (where d.state not in ('excused', 'ended', 'upcoming') and ${CONTACT})::int as children,
       count(distinct d.pupil_id) filter (where d.state in ('done', 'late') and ${CONTACT})::int as reached,
       count(*) filter (where d.state in ('due', 'missed') and ${UNASSIGNED})::int as unassigned
     from duty_state d where ${reached(classes)} and d.due_on between $3::date and $4::date`,
    [scope.schoolId, classes, days.from, days.to],
  )

/** What a list shows: its days, and any further narrowing. Null = whatever. */
export interface ListFilter {
  readonly from: string
  readonly to: string
  readonly states: readonly string[] | null
  /** In windows still open, or in closed ones. */
  readonly inOpen: boolean | null
  /** One duty for each child that is due, of them the reached or the unreached ones. */
  readonly childPart: 'children' | 'reachedChildren' | 'unreachedChildren' | null
  readonly unassigned: boolean
  readonly classes: Classes
  readonly classId: string | null
  /** Of children in no class only. */
  readonly noClass: boolean
  readonly key: string | null
  readonly userId: string | null
}

const filterSql = ({
  classes,
}: ListFilter): string => `${reached(classes)} and d.due_on between $3::date and $4::date
  and ($5::text[] is null or d.state = any ($5::text[])) and (not $6::boolean or ${UNASSIGNED})
  and ($7::uuid is null or d.class_id = $7::uuid) and ($8::text is null or d.key = $8::text)
  and ($9::uuid is null or (d.performer_role, ${TARGET}) in (select r.role, r.target from performer r where r.user_id = $9::uuid))
  and (not $12::boolean or d.class_id is null) and ($10::boolean is null or (d.days_left >= 0) = $10::boolean)
  and ($11::text is null or d.id in (
    select (array_agg(d.id order by d.state in ('done', 'late') desc, d.due_on, d.id))[1] from duty_state d
    where ${reached(classes)} and d.due_on between $3::date and $4::date and d.state not in ('excused', 'ended', 'upcoming') and ${CONTACT}
    group by d.pupil_id
    having $11::text = 'children' or bool_or(d.state in ('done', 'late')) = ($11::text = 'reachedChildren')))`

const filterValues = (scope: Scope, filter: ListFilter): readonly unknown[] => [
  scope.schoolId,
  filter.classes,
  filter.from,
  filter.to,
  filter.states,
  filter.unassigned,
  filter.classId,
  filter.key,
  filter.userId,
  filter.inOpen,
  filter.childPart,
  filter.noClass,
]

export const listCountQuery = (scope: Scope, filter: ListFilter) =>
  raw<{ count: number }>(
    `with ${PERFORMERS} select count(*)::int as count from duty_state d where ${filterSql(filter)}`,
    filterValues(scope, filter),
  )

export interface BoardRow {
  readonly dutyId: string
  readonly key: string
  readonly pupilId: string
  readonly pupilName: string
  readonly classId: string | null
  readonly className: string | null
  readonly state: string
  readonly from: string
  readonly dueOn: string
  readonly daysLeft: number
  readonly attempts: number
  readonly performers: { readonly userId: string; readonly name: string }[]
}

/** One page by due day, one line more to know whether there is another; names are looked up for the page only. */
export const listQuery = (scope: Scope, filter: ListFilter, after: { on: string; id: string } | null) =>
  raw<BoardRow>(
    `with ${PERFORMERS}, page as (
       select d.* from duty_state d where ${filterSql(filter)}
         and ($13::date is null or (d.due_on, d.id) > ($13::date, $14::uuid))
       order by d.due_on, d.id limit ${BOARD_PAGE + 1})
     select d.id as "dutyId", d.key, d.pupil_id as "pupilId", p.name as "pupilName", d.class_id as "classId",
       c.name as "className", d.state, d.window_from as "from", d.due_on as "dueOn", d.days_left as "daysLeft", d.attempts,
       coalesce((select json_agg(distinct jsonb_build_object('userId', r.user_id, 'name', r.name)) from performer r
         where r.role = d.performer_role and r.target = ${TARGET}), '[]') as performers
     from page d join pupil p on p.school_id = d.school_id and p.id = d.pupil_id
     left join class c on c.school_id = d.school_id and c.id = d.class_id
     order by d.due_on, d.id`,
    [...filterValues(scope, filter), after?.on ?? null, after?.id ?? null],
  )

/**
 * Begun duties still to do by a day, each with its key, and children with duties in some days, by person. Counted post by
 * post before it is said whose post it is: the planner, who knows nothing of a school just imported, compares each line
 * of the one with each of the other, and there are hundreds of posts and ten thousands of duties.
 */
export const loadQuery = (
  scope: Scope,
  month: Days,
  since: string,
  weekEnd: string,
  classes: Classes = classesOf(scope),
) =>
  raw<{ userId: string; name: string; keys: string[] | null; children: number }>(
    `with ${PERFORMERS}, post as materialized (select distinct role, target, user_id, name from performer),
     work as materialized (
       select d.performer_role as role, ${TARGET} as target,
         array_agg(d.key) filter (where ${TO_DO} and d.window_from <= app_today()
           and d.due_on between $5::date and $6::date) as keys,
         array_agg(distinct d.pupil_id) filter (where d.due_on between $3::date and $4::date) as pupils
       from duty d
       where ${reached(classes)} and ((d.due_on between $3::date and $4::date)
         or (${TO_DO} and d.due_on between $5::date and $6::date))
       group by 1, 2)
     select p.user_id as "userId", p.name, array_agg(one.key) filter (where one.key is not null) as keys,
       count(distinct one.pupil)::int as children
     from post p join work w on w.role = p.role and w.target = p.target
     cross join lateral unnest(w.keys, w.pupils) as one (key, pupil)
     group by 1, 2`,
    [scope.schoolId, classes, month.from, month.to, since, weekEnd],
  )

/** The first day on which something about a child begins. */
export const beginsOnQuery = (scope: Scope, classes: Classes) =>
  raw<{ on: string | null }>(
    `select min(d.window_from) as "on" from duty_state d where ${reached(classes)} and d.state = 'upcoming'`,
    [scope.schoolId, classes],
  )

export const planExistsQuery = (scope: Scope) =>
  raw<{ any: boolean }>('select exists (select 1 from care_plan where school_id = $1::uuid) as "any"', [
    scope.schoolId,
  ])

export interface ClassDutyRow {
  readonly pupilId: string
  readonly pupilName: string
  readonly dutyId: string
  readonly key: string
  readonly state: string
  readonly from: string
  readonly dueOn: string
  readonly daysLeft: number
  readonly attempts: number
}

/** The duties of a class due in some days, child by child. */
export const classDutiesQuery = (scope: Scope, days: Days, classes: Classes) =>
  raw<ClassDutyRow>(
    `select d.pupil_id as "pupilId", p.name as "pupilName", d.id as "dutyId", d.key, d.state, d.window_from as "from",
       d.due_on as "dueOn", d.days_left as "daysLeft", d.attempts
     from duty_state d join pupil p on p.school_id = d.school_id and p.id = d.pupil_id
     where ${reached(classes)} and d.due_on between $3::date and $4::date
     order by p.pinyin, p.name, p.id, d.due_on, d.key, d.id`,
    [scope.schoolId, classes, days.from, days.to],
  )
