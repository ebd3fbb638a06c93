import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { PairingLine } from '#shared/pairing/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { namesOf, pairingKindText, pairingStateText } from '#client/lib/pairing-words.ts'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'

const tones = { proposed: 'due', trial: 'calm', active: 'done', ended: 'plain' } as const

/** One pairing: who with whom, how it stands, what comes next. */
export function PairingCard({ pairing }: { pairing: PairingLine }) {
  const { id, kind, state, nextReviewOn, reviewDue, vettingLapsed } = pairing
  const children = namesOf(pairing, (part) => part === 'child' || part === 'class')
  const helpers = namesOf(pairing, (part) => part !== 'child' && part !== 'class')
  const day = nextReviewOn === null ? '' : formatDate(nextReviewOn)
  return (
    <Card as="li" pad="none">
      <Link
        to="/pairing/$id"
        params={{ id }}
        className="flex items-center gap-3 px-3.5 py-3 -outline-offset-2"
      >
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <span className="font-semibold">{children}</span>
            <Chip tone={tones[state]}>{pairingStateText(state)}</Chip>
          </span>
          {helpers !== '' && <span className="block">{helpers}</span>}
          <span className="block text-sm text-soft">{pairingKindText(kind)}</span>
          {vettingLapsed && (
            <span className="block text-sm font-semibold text-danger">
              <Trans>核查过期或不齐，先不要见面</Trans>
            </span>
          )}
          {reviewDue ? (
            <span className="block text-sm font-semibold text-amber">
              <Trans>该看看效果了（{day}）</Trans>
            </span>
          ) : (
            nextReviewOn !== null &&
            state !== 'ended' && (
              <span className="block text-sm text-soft">
                <Trans>{day}再看看效果</Trans>
              </span>
            )
          )}
        </span>
        <Icon name="forward" className="shrink-0 text-soft" />
      </Link>
    </Card>
  )
}
