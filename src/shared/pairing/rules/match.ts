import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Bar, Block, HelperPart, Merit } from '#shared/pairing/schema.ts'

/** What is asked of whoever helps a child. */
export interface MatchAsks {
  readonly id: string
  readonly sex: string
  readonly village: string | null
  readonly helperSex: 'any' | 'same' | 'male' | 'female'
  /** What is spoken at home, when a helper must speak it. */
  readonly language: string | null
  readonly sameVillage: boolean
  readonly relatives: readonly string[]
  readonly conflicts: readonly string[]
}

export interface MatchChild extends MatchAsks {
  readonly classId: string | null
  /** The helper proposed before, kept unless another choice is clearly better. */
  readonly kept: string | null
  /** Helpers who know the child: its class teacher, who has filed cards, who has helped before. */
  readonly knownBy: readonly string[]
}

/** What somebody brings along. */
export interface MatchTraits {
  readonly id: string
  readonly sex: string
  readonly village: string | null
  /** Null = not asked of pupils. */
  readonly languages: readonly string[] | null
}

export interface MatchHelper extends MatchTraits {
  readonly classId: string | null
  /** Children already helped, whom no run touches. */
  readonly load: number
  readonly most: number
  /** Last day of the checks; null = one is missing. */
  readonly vettedTo: LocalDate | null
}

export interface MatchProblem {
  readonly part: HelperPart
  readonly today: LocalDate
  readonly children: readonly MatchChild[]
  readonly helpers: readonly MatchHelper[]
}

const sexOf = (child: MatchAsks): string | null =>
  child.helperSex === 'any' ? null : child.helperSex === 'same' ? child.sex : child.helperSex

/**
 * The rules that keep a helper from a child for good: suggestion, proposal and the day it begins ask the same. Who is a
 * relative, in conflict or the child itself never helps; then what the child asks.
 */
export function barOf(child: MatchAsks, helper: MatchTraits): Bar | undefined {
  if (child.id === helper.id || child.relatives.includes(helper.id)) return 'relative'
  if (child.conflicts.includes(helper.id)) return 'conflict'
  const sex = sexOf(child)
  if (sex !== null && helper.sex !== sex) return 'sex'
  if (child.sameVillage && (child.village === null || child.village !== helper.village)) return 'village'
  return child.language === null || helper.languages === null || helper.languages.includes(child.language)
    ? undefined
    : 'language'
}

/**
 * The first hard rule that keeps a helper from a child; undefined = they may. Checks in date come first
 * (H-09), and room for one more last.
 */
export function blockOf(
  child: MatchChild,
  helper: MatchHelper,
  part: HelperPart,
  today: LocalDate,
): Block | undefined {
  if (part === 'outside' && (helper.vettedTo === null || helper.vettedTo < today)) return 'vetting'
  return barOf(child, helper) ?? (helper.load >= helper.most ? 'full' : undefined)
}

/** Points a merit takes off: what was proposed stands before what is a little better (stability), a bond before nearness. */
const WORTH: Readonly<Record<Merit, number>> = {
  kept: 60,
  knows: 30,
  sameClass: 20,
  sameVillage: 15,
  sameLanguage: 10,
  sameSex: 5,
  hasRoom: 0,
}
const BASE = 150
/** Each further child of one helper costs more, so that all carry alike. */
const STEP = 8
/** A child without anybody is dearer than any choice. */
export const NOBODY = 10_000

/** What speaks for a pair, the weightiest first. */
export function meritsOf(child: MatchChild, helper: MatchHelper): readonly Merit[] {
  const merits: Merit[] = []
  if (child.kept === helper.id) merits.push('kept')
  if (child.knownBy.includes(helper.id)) merits.push('knows')
  if (helper.classId !== null && helper.classId === child.classId) merits.push('sameClass')
  if (child.village !== null && child.village === helper.village) merits.push('sameVillage')
  if (child.language !== null && helper.languages?.includes(child.language)) merits.push('sameLanguage')
  if (child.sex !== 'unknown' && child.sex === helper.sex) merits.push('sameSex')
  if (helper.load === 0) merits.push('hasRoom')
  return merits
}

/** Cost of a pair; less is better. Takes the merits apart again, so that the explanation is the reason. */
export const costOf = (child: MatchChild, helper: MatchHelper): number =>
  meritsOf(child, helper).reduce((cost, merit) => cost - WORTH[merit], BASE)

/** Cost of the nth child (from 0) that a run adds to a helper. */
export const slotCost = (helper: MatchHelper, nth: number): number => STEP * (helper.load + nth)

/** Helper of each child by index, −1 = nobody; the one measure by which solutions are compared. */
export function totalCost(problem: MatchProblem, chosen: readonly number[]): number {
  const { children, helpers } = problem
  const added = new Map<number, number>()
  let total = 0
  for (const [at, choice] of chosen.entries()) {
    const child = children[at]
    const helper = helpers[choice]
    if (!child) continue
    if (!helper) {
      total += NOBODY
      continue
    }
    const nth = added.get(choice) ?? 0
    added.set(choice, nth + 1)
    total += costOf(child, helper) + slotCost(helper, nth)
  }
  return total
}

/** For a child nobody was left for: how many helpers each rule keeps away; those with no rule against are taken up. */
export function blocksOf(
  problem: MatchProblem,
  child: MatchChild,
): readonly { rule: Block; helpers: number }[] {
  const counts = new Map<Block, number>()
  for (const helper of problem.helpers) {
    const rule = blockOf(child, helper, problem.part, problem.today) ?? 'full'
    counts.set(rule, (counts.get(rule) ?? 0) + 1)
  }
  return [...counts]
    .map(([rule, helpers]) => ({ rule, helpers }))
    .toSorted((a, b) => b.helpers - a.helpers || a.rule.localeCompare(b.rule))
}
