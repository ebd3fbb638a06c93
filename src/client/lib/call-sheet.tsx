import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Reveal } from '#shared/children/api.ts'
import type { CareFile } from '#shared/children/schema.ts'
import { mayRing, memberOfCarer } from '#shared/family/rules/ring.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { careFileQuery, useReveal } from './care-file.ts'
import { errorText } from './error-text.ts'
import { kinText } from './kin-words.ts'

interface Reachable {
  id: string
  who: string
  /** Name, where, when it suits. */
  about: string
  masked: string
  body: Reveal
}

const about = (...parts: (string | null | undefined)[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ')

/** Everybody who may be rung; nobody who is not to be contacted, and no number found dead (C04). */
function reachable({ members, carers, carerNowId }: CareFile): Reachable[] {
  const family = members.filter(mayRing).flatMap<Reachable>((member) => {
    if (member.phoneMasked === null) return []
    const place = member.awayNow ? member.absences.find(({ to }) => to === null)?.place : null
    return [
      {
        id: member.id,
        who: kinText(member.relation),
        about: about(member.name, place, member.bestTime),
        masked: member.phoneMasked,
        body: { field: 'memberPhone', recordId: member.id, reason: 'call' },
      },
    ]
  })
  const carer = carers.find(({ id }) => id === carerNowId)
  const member = carer && memberOfCarer(carer, members)
  // In the family's own line already, or nobody to be rung at all.
  if (carer === undefined || carer.phoneMasked === null || carer.phoneDeadOn !== null) return family
  if (member !== undefined && (mayRing(member) || member.noContact !== null)) return family
  return [
    ...family,
    {
      id: carer.id,
      who: kinText(carer.relation),
      about: about(carer.name),
      masked: carer.phoneMasked,
      body: { field: 'carerPhone', recordId: carer.id, reason: 'call' },
    },
  ]
}

/** The number is asked for only when somebody really rings; it then stands there to be pressed again. */
function CallRow({ pupilId, person }: { pupilId: string; person: Reachable }) {
  const { t } = useLingui()
  const number = useReveal(pupilId)
  const ring = (): void =>
    number.mutate(person.body, {
      onSuccess: (value) => location.assign(`tel:${value.replaceAll(/[^\d+]/g, '')}`),
    })
  const { who } = person
  return (
    <li className="py-3">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1">
          <b className="me-2 font-semibold">{who}</b>
          <span className="text-sm text-soft">{person.about}</span>
          <span className="block text-soft">{number.data ?? person.masked}</span>
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

/** Whom to ring for this child, and afterwards the card. */
export function CallSheet({ pupilId, name, onClose }: CallSheetProps) {
  const file = useQuery(careFileQuery(pupilId))
  const people = file.data === undefined ? [] : reachable(file.data)
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
      {file.isError ? (
        <QueryError error={file.error} onRetry={() => void file.refetch()} busy={file.isFetching} />
      ) : file.data === undefined ? (
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
