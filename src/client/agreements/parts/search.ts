import { KINDS } from '#shared/agreements/rules/kinds.ts'
import type { AgreementKind, AgreementState } from '#shared/agreements/schema.ts'

export const kinds = Object.keys(KINDS).filter((kind): kind is AgreementKind => kind in KINDS)
/** As they stand on the round: what is to do first. */
export const states = ['missing', 'toSign', 'ending', 'valid'] as const satisfies readonly AgreementState[]

export interface RoundSearch {
  kind?: AgreementKind
  class?: string
  state?: (typeof states)[number]
}

export interface NewSearch {
  kind?: AgreementKind
  child?: string
  staff?: string
  /** The agreement that is renewed. */
  renews?: string
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export function roundSearch(search: Record<string, unknown>): RoundSearch {
  const kind = kinds.find((one) => one === search['kind'])
  const state = states.find((one) => one === search['state'])
  const inClass = text(search['class'])
  return { ...(kind && { kind }), ...(state && { state }), ...(inClass && { class: inClass }) }
}

export function newSearch(search: Record<string, unknown>): NewSearch {
  const kind = kinds.find((one) => one === search['kind'])
  const [child, staff] = [text(search['child']), text(search['staff'])]
  const renews = text(search['renews'])
  return {
    ...(kind && { kind }),
    ...(child && { child }),
    ...(staff && { staff }),
    ...(renews && { renews }),
  }
}
