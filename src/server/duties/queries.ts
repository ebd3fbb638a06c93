import type { SubjectKind } from '#shared/duties/schema.ts'
import { lockQuery, qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** One opening, excuse sweep or plan change of a school at a time; released with the transaction. */
export const lockDutiesQuery = (scope: Scope) => lockQuery('duties', scope.schoolId)

/**
 * Explained as moved away when their children left, and their children are back: what could still be done from that day on is
 * to be done again.
 */
export const oweAgainQuery = (scope: Scope, pupilIds: readonly string[], from: string) =>
  raw(
    `with back as (
       select school_id, id from duty where school_id = $1::uuid and pupil_id = any ($2::uuid[]) and done_on is null
         and excuse_kind = 'moved' and excuse_id is null and window_to >= $3::date order by id for update)
     update duty d set excuse_kind = null, excused_by = null, excused_at = null
     from back where d.school_id = back.school_id and d.id = back.id`,
    [scope.schoolId, pupilIds, from],
  )

/**
 * One change of a school's plans at a time, its own ones among them; taken before every other lock, so that sent twice it is adopted
 * once.
 */
export const lockPlansQuery = (scope: Scope) => lockQuery('plans', scope.schoolId)

export interface NewPlan {
  readonly id: string
  readonly preset: string
  readonly own: { readonly id: string; readonly name: string } | null
  readonly params: object
  readonly definitionId: string
  readonly effectiveFrom: string
}

export const insertPlanQuery = (scope: Scope, plan: NewPlan) =>
  qb
    .insertInto('care_plan')
    .values({
      school_id: scope.schoolId,
      id: plan.id,
      preset: plan.preset,
      name: plan.own?.name ?? null,
      own_plan_id: plan.own?.id ?? null,
      params: plan.params,
      definition_id: plan.definitionId,
      effective_from: plan.effectiveFrom,
      created_by: scope.userId,
    })
    .compile()

/** Plans that would still run on a day end the day before; one that has not begun by then ends before it begins. */
export const endPlansQuery = (scope: Scope, lastDay: string) =>
  raw(
    `update care_plan set effective_to = $2::date
     where school_id = $1::uuid and (effective_to is null or effective_to > $2::date)`,
    [scope.schoolId, lastDay],
  )

export interface NewRule {
  readonly id: string
  readonly planId: string
  readonly key: string
  readonly version: number
  readonly params: object
  readonly effectiveFrom: string
}

export const insertRuleQuery = (scope: Scope, rule: NewRule) =>
  qb
    .insertInto('duty_rule')
    .values({
      school_id: scope.schoolId,
      id: rule.id,
      plan_id: rule.planId,
      key: rule.key,
      version: rule.version,
      params: rule.params,
      effective_from: rule.effectiveFrom,
    })
    .compile()

/** Rules that nothing follows end on a day; the others run on until the first whole window of the next version (K-27). */
export const endRulesQuery = (scope: Scope, keptKeys: readonly string[], lastDay: string) =>
  raw(
    `update duty_rule set effective_to = $3::date
     where school_id = $1::uuid and (effective_to is null or effective_to > $3::date)
       and (key <> all ($2::text[]) or effective_from > $3::date)`,
    [scope.schoolId, keptKeys, lastDay],
  )

export interface NewDuty {
  readonly id: string
  readonly ruleId: string
  readonly key: string
  readonly performerRole: string
  readonly subjectKind: SubjectKind
  /** Child, class, person or school, by the kind. */
  readonly subjectId: string
  readonly pupilId: string | null
  readonly classId: string | null
  readonly from: string
  readonly to: string
  readonly dueOn: string
  /** The last day on which it is asked for, where a change ends it early (K-27). */
  readonly endedOn: string | null
  readonly slot: number
}

/** One statement for any number of duties that do not exist yet: the school's lock is held since they were compared. */
export const insertDutiesQuery = (scope: Scope, duties: readonly NewDuty[]) =>
  raw(
    `insert into duty (school_id, id, rule_id, key, performer_role, subject_kind, pupil_id, class_id, person_id, window_from,
       window_to, due_on, slot, ended_on)
     select $1::uuid, * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::uuid[],
       $9::uuid[], $10::date[], $11::date[], $12::date[], $13::int[], $14::date[])`,
    [
      scope.schoolId,
      duties.map((duty) => duty.id),
      duties.map((duty) => duty.ruleId),
      duties.map((duty) => duty.key),
      duties.map((duty) => duty.performerRole),
      duties.map((duty) => duty.subjectKind),
      duties.map((duty) => duty.pupilId),
      duties.map((duty) => duty.classId),
      duties.map((duty) => (duty.subjectKind === 'person' ? duty.subjectId : null)),
      duties.map((duty) => duty.from),
      duties.map((duty) => duty.to),
      duties.map((duty) => duty.dueOn),
      duties.map((duty) => duty.slot),
      duties.map((duty) => duty.endedOn),
    ],
  )

export interface ChangedDuty {
  readonly id: string
  readonly classId: string | null
  readonly to: string
  readonly dueOn: string
  readonly endedOn: string | null
}

/** Moves the end of windows that are not done yet, and the class of children who changed it. */
export const changeDutiesQuery = (scope: Scope, duties: readonly ChangedDuty[]) =>
  raw(
    `update duty d set class_id = u.class_id, window_to = u.window_to, due_on = u.due_on, ended_on = u.ended_on
     from unnest($2::uuid[], $3::uuid[], $4::date[], $5::date[], $6::date[]) as u(id, class_id, window_to, due_on, ended_on)
     where d.school_id = $1::uuid and d.id = u.id and d.done_on is null`,
    [
      scope.schoolId,
      duties.map((duty) => duty.id),
      duties.map((duty) => duty.classId),
      duties.map((duty) => duty.to),
      duties.map((duty) => duty.dueOn),
      duties.map((duty) => duty.endedOn),
    ],
  )

/** Takes back duties that nobody has begun: what was done, tried or excused is never lost. */
export const withdrawDutiesQuery = (scope: Scope, ids: readonly string[]) =>
  raw<{ id: string }>(
    `delete from duty where school_id = $1::uuid and id = any ($2::uuid[])
       and done_on is null and attempts = 0 and excuse_kind is null returning id`,
    [scope.schoolId, ids],
  )

export interface SettledDuty {
  readonly id: string
  readonly cardId: string | null
  readonly doneOn: string | null
  readonly attempts: number
  readonly lastAttemptOn: string | null
}

export const settleDutiesQuery = (scope: Scope, duties: readonly SettledDuty[]) =>
  raw(
    `update duty d set done_card_id = u.card_id, done_on = u.done_on, attempts = u.attempts, last_attempt_on = u.last_attempt_on
     from unnest($2::uuid[], $3::uuid[], $4::date[], $5::int[], $6::date[]) as u(id, card_id, done_on, attempts, last_attempt_on)
     where d.school_id = $1::uuid and d.id = u.id`,
    [
      scope.schoolId,
      duties.map((duty) => duty.id),
      duties.map((duty) => duty.cardId),
      duties.map((duty) => duty.doneOn),
      duties.map((duty) => duty.attempts),
      duties.map((duty) => duty.lastAttemptOn),
    ],
  )

/**
 * The weekly plan and record of a class (D02, D03) are done when the week's page of its handbook is completed, and open
 * again when the page is. What a record of work has fulfilled stays.
 */
export const settlePageQuery = (
  scope: Scope,
  page: {
    readonly id: string
    readonly classId: string
    readonly from: string
    readonly to: string
    readonly doneOn: string | null
  },
) =>
  raw(
    `update duty set done_on = $6::date, done_card_id = case when $6::date is null then null else $2::uuid end
     where school_id = $1::uuid and subject_kind = 'class' and subject_id = $3::uuid and key in ('weeklyPlan', 'weeklyRecord')
       and window_from <= $5::date and window_to >= $4::date
       and case when $6::date is null then done_card_id = $2::uuid else done_on is null end`,
    [scope.schoolId, page.id, page.classId, page.from, page.to, page.doneOn],
  )

/** The check of a pair (D22) of each of its children is done by the pairing's review, in whose window that lies. */
export const settleReviewQuery = (
  scope: Scope,
  review: { readonly id: string; readonly heldOn: string; readonly pupilIds: readonly string[] },
) =>
  raw(
    `update duty set done_on = $4::date, done_card_id = $2::uuid
     where school_id = $1::uuid and subject_kind = 'child' and pupil_id = any ($3::uuid[]) and key = 'pairCheck'
       and $4::date between window_from and window_to and done_on is null`,
    [scope.schoolId, review.id, review.pupilIds, review.heldOn],
  )

/**
 * What a pairing's help fulfils (D45, D46), as the helps stand now: the first one in a window, of a pairing of the kind the
 * rule names. What a help fulfilled that was taken back is open again, or another's. Of some children, or of all windows that
 * reach into the days from `from` on.
 */
export const settleHelpsQuery = (
  scope: Scope,
  { pupilIds, from }: { readonly pupilIds: readonly string[] | null; readonly from: string | null },
) =>
  raw(
    `with now as (
       select d.id, d.done_on, d.done_card_id, h.held_on, h.session_id
       from duty d join duty_rule r on r.school_id = d.school_id and r.id = d.rule_id and r.params ? 'inPairing'
       left join lateral (
         select h.held_on, h.session_id from help h join pairing p on p.school_id = h.school_id and p.id = h.pairing_id
         where h.school_id = d.school_id and h.pupil_id = d.pupil_id and h.withdrawn_on is null
           and h.held_on between d.window_from and d.window_to and p.kind = r.params ->> 'inPairing'
         order by h.held_on, h.session_id limit 1) h on true
       where d.school_id = $1::uuid and d.subject_kind = 'child' and ($2::uuid[] is null or d.pupil_id = any ($2::uuid[]))
         and d.window_from <= $3::date and ($4::date is null or d.window_to >= $4::date)
         and (d.done_on is null or exists (
           select from help h where h.school_id = d.school_id and h.session_id = d.done_card_id))
       order by d.pupil_id, d.id for update of d)
     update duty d set done_on = now.held_on, done_card_id = now.session_id from now
     where d.school_id = $1::uuid and d.id = now.id
       and (d.done_on, d.done_card_id) is distinct from (now.held_on, now.session_id)`,
    [scope.schoolId, pupilIds, scope.today, from],
  )

/** Valid cards of some children in a time, as far as matching goes. */
export const matchingCardsQuery = (scope: Scope, pupilIds: readonly string[], from: string, to: string) =>
  raw<{
    id: string
    pupilId: string
    kind: string
    heldOn: string
    reached: boolean
    enteredFor: string | null
    talked: boolean
    createdAt: string
  }>(
    `select id, pupil_id as "pupilId", kind, held_on as "heldOn", reached, entered_for as "enteredFor",
       reached and coalesce((fields ->> 'talked')::boolean, false) as talked, created_at as "createdAt"
     from card where school_id = $1::uuid and pupil_id = any ($2::uuid[]) and superseded_at is null
       and held_on between $3::date and $4::date`,
    [scope.schoolId, pupilIds, from, to],
  )

/**
 * The duties of one child that a card could touch: windows of the given days, duties named by id, and duties done by a
 * card; locked, so that two cards for one child are matched one after the other.
 */
export const touchedDutiesQuery = (
  scope: Scope,
  pupilId: string,
  touch: {
    readonly days: readonly string[]
    readonly dutyIds: readonly string[]
    readonly cardIds: readonly string[]
  },
) =>
  raw<{
    id: string
    key: string
    from: string
    to: string
    dueOn: string
    doneOn: string | null
    endedOn: string | null
    cardId: string | null
    attempts: number
    lastAttemptOn: string | null
    performerRole: string
  }>(
    `select d.id, d.key, d.performer_role as "performerRole", d.window_from as "from", d.window_to as "to", d.due_on as "dueOn", d.done_on as "doneOn",
       d.ended_on as "endedOn", d.done_card_id as "cardId", d.attempts, d.last_attempt_on as "lastAttemptOn"
     from duty d
     where d.school_id = $1::uuid and d.pupil_id = $2::uuid and (
       exists (select 1 from unnest($3::date[]) day where day between d.window_from and d.window_to)
       or d.id = any ($4::uuid[]) or d.done_card_id = any ($5::uuid[]))
     order by d.id for update`,
    [scope.schoolId, pupilId, touch.days, touch.dutyIds, touch.cardIds],
  )

/** Was anything done, tried or excused in windows that reach beyond a day? */
export const workAfterQuery = (scope: Scope, day: string) =>
  raw<{ any: boolean }>(
    `select exists (select 1 from duty where school_id = $1::uuid and window_to >= $2::date
       and (done_on is not null or attempts > 0 or excuse_kind is not null)) as "any"`,
    [scope.schoolId, day],
  )

/** One duty, locked. */
export const lockDutyQuery = (scope: Scope, id: string) =>
  raw('select 1 from duty where school_id = $1::uuid and id = $2::uuid for update', [scope.schoolId, id])
