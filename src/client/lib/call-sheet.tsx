import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ContactPerson } from '#shared/contacts/schema.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { AskFirst } from './ask-first.tsx'
import { CallRow } from './call-row.tsx'
import { contactCardQuery } from './contact-card.ts'
import { kinText } from './kin-words.ts'

/** Name, where, when it suits. */
const about = ({ name, place, bestTime }: ContactPerson): string =>
  [name, place, bestTime].filter((part) => part !== null && part !== '').join(' · ')

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
  const asksFirst = card.data?.people.filter(({ askFirst }) => askFirst) ?? []
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
      ) : people.length + asksFirst.length === 0 ? (
        <EmptyState icon="phone" title={<Trans>还没有能打的号码</Trans>}>
          <Trans>在孩子的档案里补上，下次就能直接拨。</Trans>
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {people.map((person) => (
            <li key={person.id} className="py-3">
              <CallRow pupilId={pupilId} person={person}>
                <b className="me-2 font-semibold">{kinText(person.relation)}</b>
                <span className="text-sm text-soft">{about(person)}</span>
              </CallRow>
            </li>
          ))}
          {asksFirst.map((person) => (
            <li key={person.id} className="py-3">
              <AskFirst person={person} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
