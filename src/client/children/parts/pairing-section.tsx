import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { missingText, namesOf, pairingKindText, pairingStateText } from '#client/lib/pairing-words.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { cx } from '#client/ui/cx.ts'
import { Icon } from '#client/ui/icon.tsx'
import { childPairingsQuery } from '../queries.ts'

const NeedDialog = lazyPart(async () => (await import('./need-dialog.tsx')).NeedDialog)

/** Who helps this child, what is missing, and what it asks of a helper. */
export function PairingSection({ id }: { id: string }) {
  const { data } = useQuery(childPairingsQuery(id))
  const [asking, setAsking] = useState(false)
  if (data === undefined || (data.child === null && data.pairings.length === 0)) return null
  const open = data.pairings.filter(({ state }) => state !== 'ended')
  const missing = data.child?.missing ?? []
  if (open.length === 0 && missing.length === 0 && !data.may.change) return null
  return (
    <Section title={<Trans>结对</Trans>}>
      <Card pad="sides">
        <ul className="divide-y divide-line">
          {open.map((pairing) => (
            <li key={pairing.id}>
              <Link
                to="/pairing/$id"
                params={{ id: pairing.id }}
                className="flex min-h-11 items-center gap-3 py-2 -outline-offset-2"
              >
                <span className="min-w-0 flex-1">
                  {namesOf(pairing, (part) => part !== 'child')}
                  <span className="block text-sm text-soft">
                    {pairingKindText(pairing.kind)} · {pairingStateText(pairing.state)}
                  </span>
                </span>
                <Icon name="forward" className="shrink-0 text-soft" />
              </Link>
            </li>
          ))}
        </ul>
        {(missing.length > 0 || data.may.change) && (
          <div className={cx('py-2.5', open.length > 0 && 'border-t border-line')}>
            {missing.length > 0 && (
              <p className="flex flex-wrap gap-1.5">
                {missing.map((what) => (
                  <Chip key={what} tone="due">
                    {missingText(what)}
                  </Chip>
                ))}
              </p>
            )}
            {data.may.change && (
              <p className={cx('flex flex-wrap gap-2', missing.length > 0 && 'mt-2.5')}>
                <Link to="/pairing/new" search={{ child: id }} className={buttonClass()}>
                  <Icon name="plus" />
                  <Trans>结一对</Trans>
                </Link>
                <Button onClick={() => setAsking(true)}>
                  <Trans>对帮手的要求</Trans>
                </Button>
              </p>
            )}
          </div>
        )}
      </Card>

      {asking && <NeedDialog pupilId={id} need={data.need} onClose={() => setAsking(false)} />}
    </Section>
  )
}
