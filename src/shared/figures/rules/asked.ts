import type { DutyCounts } from '#shared/figures/schema.ts'

/** Has anything begun? If not, nobody has done well or badly: no zeros, no percentage, no praise. */
export const wasAsked = ({
  onTime,
  early,
  late,
  missed,
  excused,
  open,
}: Pick<DutyCounts, 'onTime' | 'early' | 'late' | 'missed' | 'excused' | 'open'>): boolean =>
  onTime + early + late + missed + excused + open > 0
