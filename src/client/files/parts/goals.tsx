import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { GOALS, goalsNow } from '#shared/files/rules/goals.ts'
import type { FileRecord, Goal, GoalStatement } from '#shared/files/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { GoalDialog } from './goal-dialog.tsx'
import { goalStateText, goalText, toldByText } from './words.ts'

function Statement({ one }: { one: GoalStatement }) {
  const author = one.authorName === null ? '' : ` · ${one.authorName}`
  return (
    <div className="text-sm text-soft">
      <p>
        {formatDate(one.statedOn, 'full')} · {toldByText(one.toldBy)}
        {author}
      </p>
      {one.evidence !== null && <p className="whitespace-pre-wrap text-ink">{one.evidence}</p>}
      {one.cardId !== null && (
        <Link
          to="/cards/$id"
          params={{ id: one.cardId }}
          className="inline-flex min-h-11 items-center text-sea underline-offset-4 hover:underline"
        >
          <Trans>看这张卡</Trans>
        </Link>
      )}
    </div>
  )
}

interface GoalsProps {
  childId: string
  record: FileRecord
  /** May this person state something? */
  writes: boolean
}

/** The five goals: how each stands, on whose word, and what shows it. */
export function Goals({ childId, record, writes }: GoalsProps) {
  const { t } = useLingui()
  const [stating, setStating] = useState<Goal | null>(null)
  const now = goalsNow(record.goals)
  return (
    <Card pad="sides" className="divide-y divide-line">
      {GOALS.map((goal) => {
        const one = now[goal]
        const name = goalText(goal)
        return (
          <div key={goal} className="py-2.5">
            <div className="flex items-center justify-between gap-3">
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="font-semibold">{name}</span>
                <Chip tone={one?.state === 'met' ? 'done' : 'plain'}>
                  {one === null ? <Trans>还没有人说过</Trans> : goalStateText(one.state)}
                </Chip>
              </span>
              {writes && (
                <Button onClick={() => setStating(goal)} aria-label={t`写一写：${name}`}>
                  <Trans>写一写</Trans>
                </Button>
              )}
            </div>
            {one !== null && <Statement one={one} />}
          </div>
        )
      })}
      {stating !== null && (
        <GoalDialog key={stating} childId={childId} goal={stating} onClose={() => setStating(null)} />
      )}
    </Card>
  )
}
