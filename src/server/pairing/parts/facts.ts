import type { Actor } from '#shared/access/schema.ts'
import { PairingModel } from '#shared/duties/schema.ts'
import { decidesForChild } from '#shared/family/rules/legal.ts'
import { coverageOf, missingOf } from '#shared/pairing/rules/coverage.ts'
import { mostChildren } from '#shared/pairing/rules/composition.ts'
import { mayPair, mayReviewPairing } from '#shared/pairing/policy.ts'
import {
  HelperPart,
  Part,
  type Coverage,
  type HelperLoad,
  type LegalGuardian,
  type PairChild,
  type PairingLine,
} from '#shared/pairing/schema.ts'
import { z } from 'zod'
import type { ChildRow, GuardianRow, LoadRow, PairingRow, PersonOf } from '#server/pairing/reads.ts'

const PlanPairing = z.object({ scope: z.enum(['all', 'keyTargets']), models: z.array(PairingModel) })
export type PlanPairing = z.infer<typeof PlanPairing> & { readonly named: boolean }

/** Without a plan, or where it names no model: every child with one teacher. */
const USUAL: PlanPairing = { scope: 'all', models: [{ kind: 'teacher', maxChildren: null }], named: false }

export function planPairing(
  row: { readonly pairing: unknown; readonly named: boolean } | undefined,
): PlanPairing {
  const read = PlanPairing.safeParse(row?.pairing)
  return read.success && read.data.models.length > 0 ? { ...read.data, named: row?.named === true } : USUAL
}

/** Most children per helper that the plan sets for a kind of pairing. */
export const plannedMost = (plan: PlanPairing, kind: string): number | null =>
  plan.models.find((model) => model.kind === kind)?.maxChildren ?? null

const PART_KIND = { teacher: 'teacher', pupil: 'pupil', outside: 'volunteer' } as const

export const mostOf = (plan: PlanPairing, { part, most }: Pick<LoadRow, 'part' | 'most'>): number => {
  const known = HelperPart.parse(part)
  return most ?? mostChildren(known, plannedMost(plan, PART_KIND[known]))
}

export const loadOfRow = (plan: PlanPairing, row: LoadRow): HelperLoad => ({
  part: HelperPart.parse(row.part),
  personId: row.personId,
  name: row.name,
  vettedTo: row.vettedTo,
  children: row.children,
  elsewhere: row.elsewhere,
  most: mostOf(plan, row),
})

export function childOf(plan: PlanPairing, row: ChildRow): PairChild {
  const has = row.parts.flatMap((part) => HelperPart.safeParse(part).data ?? [])
  const kinds = plan.models.map(({ kind }) => kind)
  const missing = missingOf(kinds, { parts: has, kinds: row.kinds as PairingLine['kind'][] })
  const { id, name, className, keyTarget, proposed } = row
  return {
    id,
    name,
    className,
    keyTarget,
    has,
    missing: [...missing],
    covered: missing.length === 0,
    proposed,
  }
}

/** Whom the plan asks to pair: every child, or the key targets as soon as the school has named some. */
export const asked = (plan: PlanPairing, children: readonly PairChild[]): PairChild[] =>
  plan.scope === 'keyTargets' && plan.named ? children.filter(({ keyTarget }) => keyTarget) : [...children]

export function coverage(plan: PlanPairing, children: readonly PairChild[], reviewsDue: number): Coverage {
  return { ...coverageOf(asked(plan, children).map(({ missing }) => missing)), reviewsDue }
}

/** A child of another class in the same pairing is no business of whoever does not reach it. */
export const isShown = ({ part, reached }: PersonOf): boolean => part !== 'child' || reached

/** The pupils of some parts of a pairing. */
export const pupilsIn = (
  members: readonly { readonly part: string; readonly personId: string }[],
  ...parts: readonly ('child' | 'pupil')[]
): string[] => members.flatMap(({ part, personId }) => (parts.some((one) => one === part) ? [personId] : []))

export function lineOf(row: PairingRow): PairingLine {
  return {
    ...row,
    kind: row.kind as PairingLine['kind'],
    state: row.state as PairingLine['state'],
    endKind: row.endKind as PairingLine['endKind'],
    members: row.members.filter(isShown).map(({ id, part, personId, name, className }) => ({
      id,
      part: Part.parse(part),
      personId,
      name,
      className,
    })),
  }
}

/** H-21: of the grown-ups around a child those who may decide for it. */
export const guardiansOf = (rows: readonly GuardianRow[]): LegalGuardian[] =>
  rows
    .filter((one) =>
      decidesForChild(
        one,
        rows.filter(({ pupilId, careBasis }) => pupilId === one.pupilId && careBasis === null),
      ),
    )
    .map(({ id, pupilId, name, relation }) => ({ id, pupilId, name: name ?? '', relation }))

export const mayOf = (actor: Actor) => ({
  change: mayPair(actor).allowed,
  review: mayReviewPairing(actor).allowed,
})
