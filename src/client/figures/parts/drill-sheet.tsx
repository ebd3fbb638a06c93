import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { SheetList } from '#client/lib/sheet-list.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { drillQuery, type Drill } from '../queries.ts'
import { ItemRow } from './item-row.tsx'

export interface OpenDrill {
  drill: Drill
  title: string
}

const states = ['notReached', 'done', 'late', 'excused', 'upcoming'] as const
type State = (typeof states)[number]

interface DrillSheetProps extends OpenDrill {
  today: string
  onClose: () => void
}

function Items({ drill, today }: { drill: Drill; today: string }) {
  const list = useInfiniteQuery(drillQuery(drill))
  return (
    <SheetList
      list={list}
      pages={list.data?.pages}
      renderRow={(item) => <ItemRow key={item.dutyId} item={item} today={today} />}
      {...(drill.state === 'notReached' && {
        empty: <EmptyState icon="check" title={<Trans>都做完了</Trans>} />,
      })}
    />
  )
}

/** Who stands behind a number. */
export function DrillSheet({ drill, title, today, onClose }: DrillSheetProps) {
  const { t } = useLingui()
  const begun = states.find((state) => state === drill.state)
  const fixed = drill.state !== undefined && begun === undefined
  const [state, setState] = useState<State>(begun ?? 'notReached')
  const labels: Record<State, string> = {
    notReached: t`还没做到`,
    done: t`做到了`,
    late: t`补上了`,
    excused: t`有说明`,
    upcoming: t`还没开始`,
  }
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={title}
      {...(drill.classId !== undefined &&
        drill.classId !== 'none' && {
          actions: (
            <Link
              to="/figures/classes/$id"
              params={{ id: drill.classId }}
              search={drill.month === undefined ? {} : { month: drill.month }}
              onClick={onClose}
              className={buttonClass({ size: 'lg' })}
            >
              <Trans>看全班一览</Trans>
            </Link>
          ),
        })}
    >
      {!fixed && (
        <div className="mb-2">
          <Choice
            aria-label={t`看哪些`}
            value={state}
            onChange={setState}
            options={states.map((value) => ({ value, label: labels[value] }))}
          />
        </div>
      )}
      <Items drill={fixed ? drill : { ...drill, state }} today={today} />
    </Dialog>
  )
}
