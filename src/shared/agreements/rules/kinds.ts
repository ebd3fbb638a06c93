import type { AgreementKind, Part } from '#shared/agreements/schema.ts'

interface KindRule {
  /** Whom it is about; a helper's promise names the helper and the child. */
  readonly child: boolean
  readonly staff: boolean
  /** Who signs, in this order. */
  readonly parts: readonly Part[]
  /** Months it runs unless said otherwise. */
  readonly months: number
}

/** R45: level by level, school with staff, teacher with the home, and what is agreed for one child. */
export const KINDS: Readonly<Record<AgreementKind, KindRule>> = {
  entrusted: { child: true, staff: false, parts: ['guardian', 'carer'], months: 12 },
  safetyHome: { child: true, staff: false, parts: ['teacher', 'carer'], months: 12 },
  joint: { child: true, staff: false, parts: ['teacher', 'carer'], months: 12 },
  commitment: { child: true, staff: true, parts: ['helper', 'school'], months: 12 },
  safetyStaff: { child: false, staff: true, parts: ['school', 'staff'], months: 12 },
  target: { child: false, staff: true, parts: ['school', 'staff'], months: 12 },
}
