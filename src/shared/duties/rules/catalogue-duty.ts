import type { RuleKey, RuleParams } from '#shared/duties/schema.ts'

/** How a plan asks for a duty: with a number of its own, or without one (定期, 及时). */
type Asked = 'plan' | 'school'

/** A duty that a plan may ask for. What its rule needs besides comes from `ruleParams`. */
export interface CatalogueDuty
  extends
    Pick<RuleParams, 'per' | 'period' | 'performerRole' | 'cardKinds' | 'inTermOnly'>,
    Partial<
      Pick<
        RuleParams,
        | 'perPeriod'
        | 'paired'
        | 'inPairing'
        | 'allStaff'
        | 'weekdays'
        | 'months'
        | 'part'
        | 'weeks'
        | 'event'
        | 'days'
        | 'ages'
      >
    > {
  readonly key: RuleKey
  /** Of Part 4: D01…D52; phases and the agent of an event have none. */
  readonly duties: readonly string[]
  /** Clauses of the plans. */
  readonly sources: readonly string[]
  /** By preset; `every`: offered with each plan, and left to the school. */
  readonly plans: Readonly<Record<string, Asked>> | 'every'
  /** Of a dated duty: the school chooses its months. */
  readonly monthsBySchool?: boolean
  /** The period a plan names, where plans differ. */
  readonly periods?: Readonly<Record<string, RuleParams['period']>>
}
