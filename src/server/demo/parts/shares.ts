import type { Shares } from './random.ts'

// Published surveys: how children whose parents work away live. Every invented school keeps to these shares.

export const SEX: Shares<'male' | 'female'> = [
  ['male', 54.5],
  ['female', 45.5],
]

/** One parent away 57.2 % (in 3.4 % the other cannot care), both 42.8 %. */
export type AwayShape = 'one' | 'oneOtherUnable' | 'both'
export const AWAY: Shares<AwayShape> = [
  ['one', 53.8],
  ['oneOtherUnable', 3.4],
  ['both', 42.8],
]

/** Who cares when both are away: grandparents 89–96 %, relatives 3.3, nobody or nobody certain 4.0. */
export type CarerShape = 'grandparent' | 'relative' | 'friend' | 'nobody' | 'uncertain'
export const CARER_BOTH_AWAY: Shares<CarerShape> = [
  ['grandparent', 91.2],
  ['relative', 3.3],
  ['friend', 1.5],
  ['nobody', 2],
  ['uncertain', 2],
]

/** Years since a parent left for work. */
export type AwaySpan = 'underOne' | 'oneToTwo' | 'twoToFive' | 'overFive'
export const AWAY_SPAN: Shares<AwaySpan> = [
  ['underOne', 24.7],
  ['oneToTwo', 24.7],
  ['twoToFive', 17.5],
  ['overFive', 33.1],
]

/** Home at Spring Festival only (less than every six months), or in summer too. */
export const HOME: Shares<'festival' | 'festivalAndSummer'> = [
  ['festival', 70.2],
  ['festivalAndSummer', 29.8],
]

export const BOARDING = { primary: 0.15, junior: 0.55 } as const
export const DISABLED = 0.005
export const ILL = 0.001
/** Not in the sources: most families of a village school are registered there. */
export const RURAL = 0.94
/** Mean age 59. */
export const GRANDPARENT_AGE = { mean: 59, spread: 7 } as const

/** Pupils who are not on the list. */
export type OtherShape = 'home' | 'awayShort' | 'returned' | 'urbanAway' | 'startUnknown' | 'dead'
export const OTHERS: Shares<OtherShape> = [
  ['home', 86],
  ['awayShort', 4],
  ['returned', 5],
  ['urbanAway', 3],
  ['startUnknown', 0.6],
  ['dead', 1.4],
]
