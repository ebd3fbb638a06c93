import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { listDutyWindows } from '#shared/duties/api.ts'
import type { OpenWindow } from '#shared/duties/schema.ts'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { call } from './call.ts'
import { formatDate, formatDue } from './format.ts'
import { useSession } from './session.ts'

/** The times in which a duty of this kind is still to do, the oldest first. */
export const dutyWindowsQuery = (dutyId: string) =>
  queryOptions({
    queryKey: ['duty-windows', dutyId],
    queryFn: async ({ signal }) => (await call(listDutyWindows, { params: { id: dutyId }, signal })).windows,
  })

/** 10月1日 至 10月31日，逾期 38 天; while there is long to go the days say enough. */
function windowText({ from, to, dueOn, excuseAsked }: OpenWindow, today: string): string {
  const [first, last] = [formatDate(from), formatDate(to)]
  const time = first === last ? first : t`${first} 至 ${last}`
  const { text, tone } = formatDue(dueOn, today)
  if (!excuseAsked && tone === 'later') return time
  const state = excuseAsked ? t`已请校长看` : text
  return t`${time}，${state}`
}

/** Of several due in the same time one stands for all: the one in hand, else the first. */
const oncePerTime = (windows: readonly OpenWindow[], own: string): OpenWindow[] =>
  windows.filter((one) => {
    const same = windows.filter(({ from, to }) => from === one.from && to === one.to)
    return one === (same.find(({ dutyId }) => dutyId === own) ?? same[0])
  })

interface WindowFieldProps {
  /** The duty one came from. */
  dutyId: string
  /** The one chosen. */
  value: string
  onChange: (window: OpenWindow) => void
}

/** For which time it is, where more than one is still to do: each can be reached, not the newest alone (K-26). */
export function WindowField({ dutyId, value, onChange }: WindowFieldProps) {
  const { today } = useSession().school
  const query = useQuery(dutyWindowsQuery(dutyId))
  if (query.isPending) return <Skeleton rows={1} />
  if (query.data === undefined)
    return (
      <p role="status" className="text-soft">
        <Trans>前面几次暂时列不出来，眼前这一次照样可以写。</Trans>{' '}
        <Button tone="plain" busy={query.isFetching} onClick={() => void query.refetch()}>
          <Trans>再试一次</Trans>
        </Button>
      </p>
    )
  const windows = oncePerTime(query.data, value)
  if (windows.length < 2) return null
  return (
    <Field label={<Trans>是哪一次</Trans>} group>
      <Choice
        value={value}
        onChange={(id) => {
          const chosen = windows.find((one) => one.dutyId === id)
          if (chosen) onChange(chosen)
        }}
        options={windows.map((one) => ({ value: one.dutyId, label: windowText(one, today) }))}
      />
    </Field>
  )
}
