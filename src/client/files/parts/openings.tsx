import { Trans } from '@lingui/react/macro'
import type { FileRecord, Opening } from '#shared/files/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { Card } from '#client/ui/card.tsx'
import { closeKindText, openKindText } from './words.ts'

const line = (parts: readonly (string | null)[]): string =>
  parts.filter((part): part is string => part !== null && part !== '').join(' · ')

/** Each time the file was open, and why it was opened and closed. */
export function Openings({ openings }: { openings: readonly Opening[] }) {
  if (openings.length === 0)
    return (
      <p className="text-soft">
        <Trans>还没有建档。</Trans>
      </p>
    )
  return (
    <Card pad="sides" className="divide-y divide-line">
      {openings.map((one) => (
        <div key={one.id} className="py-2.5">
          <p>
            <b className="me-2 font-semibold">{formatDate(one.openedOn, 'full')}</b>
            {line([openKindText(one.openKind), one.openedBy, one.openNote])}
          </p>
          {one.closedOn !== null && (
            <p>
              <b className="me-2 font-semibold">{formatDate(one.closedOn, 'full')}</b>
              <Trans>结束：</Trans>
              {line([closeKindText(one.closeKind), one.closedBy, one.closeNote])}
            </p>
          )}
        </div>
      ))}
    </Card>
  )
}

/** Who has kept the file, the newest first; nothing while nobody has. */
export function Keepers({ keepers }: { keepers: FileRecord['keepers'] }) {
  if (keepers.length === 0) return null
  return (
    <Card pad="sides" className="mt-2.5">
      <h3 className="pt-2.5 text-sm text-soft">
        <Trans>建档负责人</Trans>
      </h3>
      <ul className="divide-y divide-line">
        {keepers.map(({ name, from, by }, at) => (
          <li key={at} className="py-2.5">
            <b className="me-2 font-semibold">{formatDate(from, 'full')}</b>
            {name ?? <Trans>没有人</Trans>}
            <span className="text-soft">
              {' · '}
              {by === null ? <Trans>按方案</Trans> : <Trans>由{by}指定</Trans>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
