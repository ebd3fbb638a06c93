import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ContactPerson } from '#shared/contacts/schema.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { useReveal } from './care-file.ts'
import { contactCardQuery, phoneField } from './contact-card.ts'
import { errorText } from './error-text.ts'
import { kinText } from './kin-words.ts'

/** Name, where, when it suits. */
const about = ({ name, place, bestTime }: ContactPerson): string =>
  [name, place, bestTime].filter((part) => part !== null && part !== '').join(' · ')

/** The number is asked for only when somebody really rings; it then stands there to be pressed again. */
function CallRow({ pupilId, person }: { pupilId: string; person: ContactPerson }) {
  const { t } = useLingui()
  const number = useReveal(pupilId)
  const who = kinText(person.relation)
  const ring = (): void =>
    number.mutate(
      { field: phoneField[person.record], recordId: person.id, reason: 'call' },
      { onSuccess: (value) => location.assign(`tel:${value.replaceAll(/[^\d+]/g, '')}`) },
    )
  return (
    <li className="py-3">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1">
          <b className="me-2 font-semibold">{who}</b>
          <span className="text-sm text-soft">{about(person)}</span>
          <span className="block text-soft">{number.data ?? person.phoneMasked}</span>
        </p>
        {number.data === undefined ? (
          <Button
            tone="primary"
            icon="phone"
            busy={number.isPending}
            aria-label={t`拨打${who}的电话`}
            onClick={ring}
          >
            <Trans>拨打</Trans>
          </Button>
        ) : (
          <a href={`tel:${number.data}`} className={buttonClass({ tone: 'primary' })}>
            <Icon name="phone" />
            <Trans>拨打</Trans>
          </a>
        )}
      </div>
      {number.isError && <p className="mt-1 text-sm text-danger">{errorText(number.error)}</p>}
    </li>
  )
}

interface CallSheetProps {
  pupilId: string
  name: string
  onClose: () => void
}

/** Whom to ring for this child, as the contact card has them and in its order (H-27), and afterwards the record. */
export function CallSheet({ pupilId, name, onClose }: CallSheetProps) {
  const card = useQuery(contactCardQuery(pupilId))
  // Nobody who is not to be contacted, and no number found dead (C04).
  const people = card.data?.people.filter(({ mayRing }) => mayRing) ?? []
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>给{name}家里打电话</Trans>}
      description={<Trans>看一次完整号码会留下记录。</Trans>}
      actions={
        <Link
          to="/cards/new"
          search={{ child: pupilId, kind: 'parentContact' }}
          onClick={onClose}
          className={buttonClass({ size: 'lg' })}
        >
          <Trans>打过了，记一笔</Trans>
        </Link>
      }
    >
      {card.isError ? (
        <QueryError error={card.error} onRetry={() => void card.refetch()} busy={card.isFetching} />
      ) : card.data === undefined ? (
        <Skeleton rows={2} />
      ) : people.length === 0 ? (
        <EmptyState icon="phone" title={<Trans>还没有能打的号码</Trans>}>
          <Trans>在孩子的档案里补上，下次就能直接拨。</Trans>
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {people.map((person) => (
            <CallRow key={person.id} pupilId={pupilId} person={person} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}
