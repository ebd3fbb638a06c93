import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Suspect, SuspectSide } from '#shared/duplicates/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { toast } from '#client/ui/toast.ts'
import { useDismiss } from '../queries.ts'
import { reasonText, sexText } from './words.ts'

function Side({ side }: { side: SuspectSide }) {
  const born = formatDate(side.birthDate, 'full')
  const joined = formatDate(side.joinedOn, 'full')
  return (
    <div className="min-w-0 flex-1">
      <p className="font-semibold">{side.name}</p>
      <p className="text-sm text-soft">
        {[side.className ?? '', sexText(side.sex)].filter((part) => part !== '').join(' · ')}
      </p>
      <p className="text-sm text-soft">
        <Trans>{born}生</Trans>
      </p>
      {side.idMasked !== null && <p className="text-sm break-all text-soft">{side.idMasked}</p>}
      <p className="text-sm text-soft">
        <Trans>{joined}登记</Trans>
      </p>
    </div>
  )
}

/** Two entries, why they may be one child, and what to do about it. */
export function SuspectCard({ suspect }: { suspect: Suspect }) {
  const { first, second, reasons } = suspect
  const dismiss = useDismiss()
  const pair = { keptId: first.id, goneId: second.id }
  const different = (): void =>
    dismiss.mutate(pair, { onError: (error) => toast({ tone: 'error', text: errorText(error) }) })
  return (
    <Card as="li">
      <div className="flex gap-4">
        <Side side={first} />
        <Side side={second} />
      </div>
      <p className="mt-2.5 flex flex-wrap gap-1.5">
        {reasons.map((reason) => (
          <Chip key={reason}>{reasonText(reason)}</Chip>
        ))}
      </p>
      <div className="mt-3 flex flex-wrap gap-2.5">
        <Link to="/duplicates/$keptId/$goneId" params={pair} className={buttonClass({ tone: 'primary' })}>
          <Trans>比一比</Trans>
        </Link>
        <Button busy={dismiss.isPending} onClick={different}>
          <Trans>不是同一个孩子</Trans>
        </Button>
      </div>
    </Card>
  )
}
