import { Trans, useLingui } from '@lingui/react/macro'
import type { CalendarDay } from '#shared/calendar/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { knownName } from '#client/lib/known-name.ts'
import { IconButton } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { useRemoveDays, useSaveDays } from '../queries.ts'
import { groupDays, type DayGroup } from './special-days.ts'

/** 10月1日 周四 – 10月7日 周三 */
export function groupText({ days }: Pick<DayGroup, 'days'>): string {
  const [first = '', last = first] = [days[0], days.at(-1)]
  return first === last
    ? formatDate(first, 'weekday')
    : `${formatDate(first, 'weekday')} – ${formatDate(last, 'weekday')}`
}

export function KindChip({ kind }: { kind: CalendarDay['kind'] }) {
  return kind === 'holiday' ? (
    <Chip tone="done">
      <Trans context="day">放假</Trans>
    </Chip>
  ) : (
    <Chip tone="due">
      <Trans>上课</Trans>
    </Chip>
  )
}

/** What the school has set, removable with an undo. */
export function DayList({ days }: { days: readonly CalendarDay[] }) {
  const { t } = useLingui()
  const remove = useRemoveDays()
  const save = useSaveDays()
  const failed = (error: unknown): void => toast({ tone: 'error', text: errorText(error) })
  const take = (group: DayGroup): void => {
    const { kind, name } = group
    const back = group.days.map((day) => ({ day, kind, name }))
    const undo = (): void => save.mutate(back, { onError: failed })
    const text = t`已去掉：${groupText(group)}`
    remove.mutate(group.days, {
      onSuccess: () => toast({ tone: 'done', text, action: { label: t`放回去`, onPress: undo } }),
      onError: failed,
    })
  }
  if (days.length === 0)
    return (
      <EmptyState icon="calendar" title={<Trans>还没有定下放假的日子</Trans>}>
        <Trans>先确认上面的建议，学校自己的假再一条条加。</Trans>
      </EmptyState>
    )
  return (
    <Card pad="sides" className="py-1">
      <ul className="divide-y divide-line">
        {groupDays(days).map((group) => (
          <li key={group.days[0]} className="flex items-center gap-3 py-1.5">
            <KindChip kind={group.kind} />
            <span className="min-w-0 flex-1">
              {groupText(group)}
              {group.name !== '' && <span className="block text-sm text-soft">{knownName(group.name)}</span>}
            </span>
            <IconButton icon="trash" label={t`去掉${groupText(group)}`} onClick={() => take(group)} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
