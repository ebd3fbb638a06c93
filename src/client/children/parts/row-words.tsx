import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ChildRow } from '#shared/children/schema.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { Chip } from '#client/ui/chip.tsx'
import { definitionTag } from './definition-words.ts'

/** Who cares for the child now; nobody and nobody sure stand out, they are urgent (K-76). */
export function CarerCell({ row }: { row: ChildRow }) {
  const carer = row.carerNow
  if (carer === null)
    return (
      <span className="text-soft">
        <Trans>照护人还没有问</Trans>
      </span>
    )
  if (carer.kind === 'nobody')
    return (
      <Chip tone="danger">
        <Trans>没有人照顾</Trans>
      </Chip>
    )
  if (carer.kind === 'uncertain')
    return (
      <Chip tone="danger">
        <Trans>照护人不确定</Trans>
      </Chip>
    )
  const who = kinText(carer.relation)
  return <Trans>{who}照顾</Trans>
}

/** Under which rules the child counts; what must be found out first. */
export function StatusChips({ row, most = 2 }: { row: ChildRow; most?: number }) {
  const { t } = useLingui()
  const tags = row.statusTags.slice(0, most)
  const more = row.statusTags.length - tags.length
  return (
    <span className="flex flex-wrap gap-1.5">
      {tags.map((key) => (
        <Chip key={key}>{definitionTag(key)}</Chip>
      ))}
      {more > 0 && (
        <Chip tone="plain">
          <span aria-label={t`另外 ${more} 种口径`}>+{more}</span>
        </Chip>
      )}
      {row.toVerify.length > 0 && (
        <Chip tone="due">
          <Trans>要核实</Trans>
        </Chip>
      )}
    </span>
  )
}

/** Whether the file is there and what it lacks (K-52). */
export function FileCell({ row }: { row: ChildRow }) {
  if (row.fileState === 'none')
    return (
      <span className="text-soft">
        <Trans>没有建档</Trans>
      </span>
    )
  if (row.fileState === 'closed')
    return (
      <span className="text-soft">
        <Trans>档案已结</Trans>
      </span>
    )
  if (row.missing === 0)
    return (
      <Chip tone="done">
        <Trans>档案完整</Trans>
      </Chip>
    )
  return <Chip tone="plain">{plural(row.missing, { one: '还缺 # 项', other: '还缺 # 项' })}</Chip>
}
