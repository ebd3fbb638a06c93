import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { DECLARED_BARS } from '#shared/kin/rules.ts'

/** Why nobody of the school may contact somebody of the family: a court, the family itself, the child's safety. */
export const NoContactReason = z.enum(['court', 'family', 'safety', 'other'])
export type NoContactReason = z.infer<typeof NoContactReason>

/** `note`: the document or law it rests on. */
export const NoContact = z.object({ reason: NoContactReason, note: z.string().nullable() })
export type NoContact = z.infer<typeof NoContact>

/** How often somebody who is away is at home. */
export const HomeOften = z.enum(['weekly', 'monthly', 'quarterly', 'yearly', 'rarely'])
export type HomeOften = z.infer<typeof HomeOften>

export const DeclaredBar = z.enum(DECLARED_BARS)
export type DeclaredBar = z.infer<typeof DeclaredBar>
export const CarerBar = z.enum([...DeclaredBar.options, 'incapable'])
export type CarerBar = z.infer<typeof CarerBar>

/** What the contact card asks of one of the family beyond name and number (P2-22…24). */
export const MemberContact = z.object({
  diedOn: LocalDate.nullable(),
  occupation: z.string().nullable(),
  health: z.string().nullable(),
  workPhoneMasked: z.string().nullable(),
  workAddressMasked: z.string().nullable(),
  /** The day on which the number was found to reach nobody. */
  phoneDeadOn: LocalDate.nullable(),
  /** Never offered to be called. */
  noContact: NoContact.nullable(),
})
export type MemberContact = z.infer<typeof MemberContact>

/** Where somebody is, by division code (GB/T 2260), and how often at home. */
export const AwayPlace = z.object({
  division: z.string().nullable(),
  homeOften: HomeOften.nullable(),
  callsOften: HomeOften.nullable(),
})

export const CarerFacts = z.object({
  /** So ill that caring is hard. */
  ill: z.boolean(),
  addressMasked: z.string().nullable(),
  phoneDeadOn: LocalDate.nullable(),
  /** The law bars this person from entrusted care. */
  barred: z.boolean(),
  /** Null for whoever may not see why (H-06). */
  bars: z.array(CarerBar).nullable(),
})

/** Somebody of the contact card named by hand: the village children's director, or a second contact for when nobody answers. */
export const NamedKind = z.enum(['villageDirector', 'second'])
export type NamedKind = z.infer<typeof NamedKind>
/** How many of each a card holds (联系卡). */
export const MOST_NAMED: Readonly<Record<NamedKind, number>> = { villageDirector: 1, second: 2 }
