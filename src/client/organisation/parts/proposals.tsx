import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CalendarDay } from '#shared/calendar/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { errorText } from '#client/lib/error-text.ts'
import { useHasRole } from '#client/lib/session.ts'
import { knownName } from '#client/lib/known-name.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { toast } from '#client/ui/toast.ts'
import { proposalsQuery, useSaveDays } from '../queries.ts'
import { groupText, KindChip } from './day-list.tsx'
import { groupDays } from './special-days.ts'

type Proposed = CalendarDay & { state: 'new' | 'known' | 'differs' }

function Confirm({ days }: { days: readonly Proposed[] }) {
  const { t } = useLingui()
  const groups = groupDays(days)
  const [left, setLeft] = useState<readonly string[]>([])
  const save = useSaveDays()
  const keyOf = (group: { days: readonly string[] }): string => group.days[0] ?? ''
  const chosen = groups.filter((group) => !left.includes(keyOf(group)))
  const list = chosen.flatMap(({ days: own, kind, name }) => own.map((day) => ({ day, kind, name })))
  const count = list.length
  const confirm = (): void =>
    save.mutate(list, {
      onSuccess: ({ saved }) => toast({ tone: 'done', text: t`已定下 ${saved} 天` }),
      onError: (error) => toast({ tone: 'error', text: errorText(error) }),
    })
  return (
    <Card tone="soft">
      <p className="font-semibold">
        <Trans>国务院公布的放假安排</Trans>
      </p>
      <p className="text-sm text-soft">
        <Trans>照它放的打勾，不照的去掉，再按下面的按钮。</Trans>
      </p>
      <div className="mt-2 divide-y divide-sea-line">
        {groups.map((group) => {
          const key = keyOf(group)
          const isChosen = !left.includes(key)
          return (
            <Checkbox
              key={key}
              checked={isChosen}
              onChange={(on) => setLeft(on ? left.filter((one) => one !== key) : [...left, key])}
              label={
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="min-w-0">
                    {knownName(group.name)} · {groupText(group)}
                  </span>
                  <KindChip kind={group.kind} />
                </span>
              }
            />
          )
        })}
      </div>
      <div className="mt-3">
        <Button tone="primary" disabled={count === 0} busy={save.isPending} onClick={confirm}>
          {plural(count, { one: '定下这 # 天', other: '定下这 # 天' })}
        </Button>
      </div>
    </Card>
  )
}

/** Public holidays the school has not confirmed yet, and years for which there are none to propose. */
export function Proposals({ yearId }: { yearId: string }) {
  const mayChange = useHasRole('administrator', 'principal')
  const query = useQuery({ ...proposalsQuery(yearId), enabled: mayChange })
  if (query.isError)
    return (
      <Banner
        tone="due"
        action={
          <Button busy={query.isFetching} onClick={() => void query.refetch()}>
            <Trans>再试一次</Trans>
          </Button>
        }
      >
        <Trans>没有拿到放假建议。您可以先手工加。</Trans> {errorText(query.error)}
      </Banner>
    )
  if (query.data === undefined) return null
  const fresh = query.data.days.filter(({ state }) => state !== 'known')
  const years = joinWords(query.data.missingYears.map(String))
  return (
    <div className="space-y-3">
      {fresh.length > 0 && <Confirm key={fresh.map(({ day }) => day).join()} days={fresh} />}
      {years !== '' && (
        <Banner>
          <Trans>{years} 年的放假安排还没有，公布以后请在这里手工加上。</Trans>
        </Banner>
      )}
    </div>
  )
}
