import { Plural, Trans } from '@lingui/react/macro'
import type { ComparedEntry } from '#shared/duplicates/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'

/** One of the two entries: where it stands, and how much hangs on it. */
export function EntryCard({ entry, stays }: { entry: ComparedEntry; stays: boolean }) {
  const { side, belongings, leftOn } = entry
  const joined = formatDate(side.joinedOn, 'full')
  return (
    <Card tone={stays ? 'soft' : 'white'} className="flex-1">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <b className="font-semibold">{side.name}</b>
        {stays ? (
          <Chip tone="done">
            <Trans>留下这一份</Trans>
          </Chip>
        ) : (
          <Chip tone="plain">
            <Trans>并进来</Trans>
          </Chip>
        )}
      </p>
      <p className="text-sm text-soft">
        {side.className ?? <Trans>没有班级</Trans>}
        {' · '}
        <Trans>{joined}登记</Trans>
      </p>
      {leftOn !== null && (
        <p className="text-sm text-soft">
          <Trans>已经离校</Trans>
        </p>
      )}
      <p className="mt-1.5 text-sm">
        <Plural value={belongings.family} other="家人 # 位" />
        {' · '}
        <Plural value={belongings.cards} other="记录 # 张" />
        {' · '}
        <Plural value={belongings.duties} other="做过的任务 # 件" />
      </p>
      <p className="text-sm">{belongings.opened ? <Trans>建了档案</Trans> : <Trans>没有建档</Trans>}</p>
    </Card>
  )
}
