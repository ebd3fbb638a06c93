import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ImportInfo, ImportState } from '#shared/roster/schema.ts'
import { formatInstant, formatNumber } from '#client/lib/format.ts'
import { Card } from '#client/ui/card.tsx'
import { Chip, type ChipTone } from '#client/ui/chip.tsx'

const tones: Record<ImportState, ChipTone> = {
  reading: 'calm',
  preview: 'due',
  committed: 'done',
  undone: 'plain',
  failed: 'danger',
  cancelled: 'plain',
}

function StateChip({ state }: { state: ImportState }) {
  const { t } = useLingui()
  const words: Record<ImportState, string> = {
    reading: t`正在读`,
    preview: t`等您确认`,
    committed: t`已导入`,
    undone: t`已撤回`,
    failed: t`没读出来`,
    cancelled: t`已放弃`,
  }
  return <Chip tone={tones[state]}>{words[state]}</Chip>
}

/** 新增 122，变化 3，没有收 20 */
function Counts({ info }: { info: ImportInfo }) {
  if (info.counts === null) return null
  const added = formatNumber(info.counts.added)
  const changed = formatNumber(info.counts.changed)
  const refused = formatNumber(info.counts.refused)
  return (
    <p className="text-sm">
      <Trans>
        新增 {added}，变化 {changed}，没有收 {refused}
      </Trans>
    </p>
  )
}

/** Imports of the school, newest first; an unfinished one can be taken up again. */
export function History({ imports }: { imports: readonly ImportInfo[] }) {
  if (imports.length === 0)
    return (
      <p className="text-soft">
        <Trans>还没有导入过。</Trans>
      </p>
    )
  return (
    <ul className="space-y-2.5">
      {imports.map((info) => (
        <Card as="li" key={info.id} pad="none">
          <Link
            to="/roster/$id"
            params={{ id: info.id }}
            className="block rounded-card px-3.5 py-3 -outline-offset-2 hover:bg-paper"
          >
            <span className="flex items-start justify-between gap-3">
              <span className="min-w-0 font-semibold break-all">{info.fileName}</span>
              <StateChip state={info.state} />
            </span>
            <span className="block text-sm text-soft">
              {formatInstant(info.createdAt, 'full')}
              {info.createdByName !== null && ` · ${info.createdByName}`}
            </span>
            <Counts info={info} />
          </Link>
        </Card>
      ))}
    </ul>
  )
}
