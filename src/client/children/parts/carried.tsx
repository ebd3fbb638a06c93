import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CarriedDuty } from '#shared/transfers/schema.ts'
import { carriedQuery } from '#client/lib/carried.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { Button } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip, type ChipTone } from '#client/ui/chip.tsx'

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
  const [all, setAll] = useState(false)
  const duties = carried.data ?? []
  const count = duties.length
  if (count === 0) return null
  const from = duties[0]?.fromSchool ?? ''
  return (
    <Section title={<Trans>以前的学校做过的</Trans>} aside={from}>
      <Card pad="sides">
        <ul className="divide-y divide-line">
          {(all ? duties : duties.slice(0, FIRST)).map((duty) => (
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
      {!all && count > FIRST && (
        <Button className="mt-2.5" onClick={() => setAll(true)}>
          <Trans>全部 {count} 件</Trans>
        </Button>
      )}
    </Section>
  )
}
