import { formatDue, type DueTone } from '#client/lib/format.ts'
import { Chip, type ChipTone } from './chip.tsx'

/** Overdue is amber, not red: it asks for help, it does not accuse. */
const tones: Record<DueTone, ChipTone> = { overdue: 'due', today: 'due', soon: 'calm', later: 'plain' }

/** When something is due, as a person says it; the due day itself is still in time (K-25). */
export function DueChip({ dueOn, today }: { dueOn: string; today: string }) {
  const due = formatDue(dueOn, today)
  return <Chip tone={tones[due.tone]}>{due.text}</Chip>
}
