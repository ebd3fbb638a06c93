import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { CarriedDuty } from '#shared/transfers/schema.ts'
import { carriedQuery } from '#client/lib/carried.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip, type ChipTone } from '#client/ui/chip.tsx'
import { Few } from '#client/ui/few.tsx'

/** Shown before somebody asks for all. */
const FIRST = 5

const tones: Record<CarriedDuty['state'], ChipTone> = {
  done: 'done',
  late: 'done',
  missed: 'plain',
  excused: 'plain',
}

function StateWord({ state }: { state: CarriedDuty['state'] }) {
  if (state === 'done') return <Trans>做了</Trans>
  if (state === 'late') return <Trans>补做了</Trans>
  return state === 'missed' ? <Trans>没有做</Trans> : <Trans>说明过</Trans>
}

/** What the school before did, for a child that came from it; nothing for any other child. */
export function Carried({ id }: { id: string }) {
  const carried = useQuery(carriedQuery(id))
  const duties = carried.data ?? []
  if (duties.length === 0) return null
  const from = duties[0]?.fromSchool ?? ''
  return (
    <Section title={<Trans>以前的学校做过的</Trans>} aside={from}>
      <Few items={duties} most={FIRST} renderMore={(hidden) => <Trans>再看 {hidden} 件</Trans>}>
        {(shown) => (
          <Card pad="sides">
            <ul className="divide-y divide-line">
              {shown.map((duty) => (
                <li key={duty.id} className="flex items-center justify-between gap-3 py-2.5">
                  <span className="min-w-0">
                    {dutyText(duty.key)}
                    <span className="block text-sm text-soft">{formatDateRange(duty.from, duty.to)}</span>
                  </span>
                  <Chip tone={tones[duty.state]}>
                    <StateWord state={duty.state} />
                  </Chip>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Few>
    </Section>
  )
}
