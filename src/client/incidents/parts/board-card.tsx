import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { clockOf, isPressing } from '#shared/incidents/rules/clocks.ts'
import type { IncidentLine } from '#shared/incidents/schema.ts'
import { formatInstant } from '#client/lib/format.ts'
import { Chip } from '#client/ui/chip.tsx'
import { cx } from '#client/ui/cx.ts'
import { Icon } from '#client/ui/icon.tsx'
import { childrenText, clockText, kindText, partyText } from './words.ts'

/** Who is still to be told, with the running clock; on a phone one line each. */
function Waiting({ line, now }: { line: IncidentLine; now: string }) {
  return (
    <ul className="mt-2 space-y-1.5 border-t border-line pt-2">
      {line.open.map((notice) => {
        const { text, tone } = clockText(clockOf({ ...notice, state: 'open', toldAt: null }, now))
        return (
          <li key={notice.id} className="flex items-center justify-between gap-3">
            <span className="min-w-0">{partyText(notice)}</span>
            <Chip tone={tone}>{text}</Chip>
          </li>
        )
      })}
    </ul>
  )
}

/** One incident on the board: what, whose, since when, and what is not told yet. */
export function BoardCard({ line, now }: { line: IncidentLine; now: string }) {
  const { t } = useLingui()
  const isOpen = line.closedAt === null
  const pressing = line.open.some((notice) => isPressing({ ...notice, state: 'open', toldAt: null }, now))
  const known = formatInstant(line.knownAt)
  const closed = line.closedAt === null ? '' : formatInstant(line.closedAt)
  const by = line.recordedByName ?? '–'
  return (
    <li>
      <Link
        to="/incidents/$id"
        params={{ id: line.id }}
        className={cx(
          'block rounded-card border px-3.5 py-3 -outline-offset-2 hover:bg-paper',
          pressing ? 'border-danger bg-white' : 'border-line bg-white',
        )}
      >
        <span className="flex items-start justify-between gap-3">
          <span className="min-w-0">
            <b className="block font-semibold">{childrenText(line.children)}</b>
            <span className="block text-sm text-soft">
              {kindText(line.kind)} · {isOpen ? t`${known} 知道` : t`${closed} 结束`} · {by}
            </span>
          </span>
          <Icon name="forward" className="mt-1 shrink-0 text-soft" />
        </span>
        {isOpen &&
          (line.open.length === 0 ? (
            <span className="mt-2 flex items-center gap-2 text-sm text-leaf">
              <Icon name="check" size={18} />
              <Trans>该告诉的都告诉到了</Trans>
            </span>
          ) : (
            <Waiting line={line} now={now} />
          ))}
        {isOpen && line.open.length > 0 && line.told > 0 && (
          <span className="mt-2 block text-sm text-soft">
            {plural(line.told, { one: '已告诉到 # 处', other: '已告诉到 # 处' })}
          </span>
        )}
      </Link>
    </li>
  )
}
