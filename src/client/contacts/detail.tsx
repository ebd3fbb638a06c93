import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContactCard, ContactPerson } from '#shared/contacts/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { joinWords } from '#client/lib/card-words.ts'
import { contactCardQuery } from '#client/lib/contact-card.ts'
import { formatDate, formatInstant } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { roleText } from '#client/lib/role-text.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { PersonCard } from './parts/person.tsx'
import { PrintButton } from './parts/print-button.tsx'
import { Proposals } from './parts/proposals.tsx'
import { checkStateText, checkWayText, fieldText, roundKindText, sourceText } from './parts/words.ts'

const route = getRouteApi('/app/children/$id/contact')
const CheckDialog = lazyPart(async () => (await import('./parts/check-dialog.tsx')).CheckDialog)
const NamedDialog = lazyPart(async () => (await import('./parts/named-dialog.tsx')).NamedDialog)
const LinkDialog = lazyPart(async () => (await import('./parts/link-dialog.tsx')).LinkDialog)

function People({ card }: { card: ContactCard }) {
  const [naming, setNaming] = useState<ContactPerson | 'new' | null>(null)
  const { change } = card.may
  return (
    <>
      <PeopleList card={card} onEdit={change ? setNaming : undefined} />
      {change && (
        <Button icon="plus" wide onClick={() => setNaming('new')}>
          <Trans>加村儿童主任或另一个联系人</Trans>
        </Button>
      )}

      {naming !== null && (
        <NamedDialog card={card} person={naming === 'new' ? null : naming} onClose={() => setNaming(null)} />
      )}
    </>
  )
}

interface PeopleListProps {
  card: ContactCard
  onEdit: ((person: ContactPerson) => void) | undefined
}

function PeopleList({ card, onEdit }: PeopleListProps) {
  if (card.people.length === 0)
    return (
      <EmptyState
        icon="phone"
        title={<Trans>联系卡还是空的</Trans>}
        action={
          <Link
            to="/children/$id"
            params={{ id: card.child.id }}
            className={buttonClass({ tone: 'primary' })}
          >
            <Trans>去孩子的档案里写上家里人</Trans>
          </Link>
        }
      />
    )
  return (
    <ul className="mb-2.5 space-y-2.5">
      {card.people.map((person) => (
        <PersonCard
          key={person.id}
          childId={card.child.id}
          person={person}
          onEdit={onEdit && (() => onEdit(person))}
        />
      ))}
    </ul>
  )
}

function Staff({ card }: { card: ContactCard }) {
  return (
    <Section title={<Trans>给家长看的老师电话</Trans>}>
      <Card>
        {card.staff.length === 0 ? (
          <p className="text-soft">
            <Trans>还没有老师公布号码。</Trans>
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {card.staff.map(({ userId, role, name, phone }) => (
              <li key={userId} className="flex min-h-11 flex-wrap items-center justify-between gap-2">
                <span>
                  {roleText(role)} {name}
                </span>
                <a href={`tel:${phone}`} className="inline-flex min-h-11 items-center gap-2 text-sea">
                  <Icon name="phone" size={18} />
                  {phone}
                </a>
              </li>
            ))}
          </ul>
        )}
        <Link to="/own-numbers" className="inline-flex min-h-11 items-center text-sea">
          <Trans>我的号码：给不给家长看</Trans>
        </Link>
      </Card>
    </Section>
  )
}

/** How far this child is in the round, and the three ways to confirm. */
function Checking({ card }: { card: ContactCard }) {
  const { t } = useLingui()
  const [open, setOpen] = useState<'check' | 'link' | null>(null)
  const { round, check } = card
  const close = (): void => setOpen(null)
  const answered = check?.answeredAt == null ? '' : formatInstant(check.answeredAt)
  const way = check?.way == null ? '' : checkWayText(check.way)
  const linkUntil = check?.linkUntil == null ? '' : formatInstant(check.linkUntil)
  const end = round === null ? '' : formatDate(round.to)
  const state = checkStateText(check?.state ?? 'open')
  const done = check?.state === 'confirmed' || check?.state === 'corrected'
  return (
    <Section title={<Trans>核对</Trans>} aside={round !== null && t`${roundKindText(round.kind)}，到 ${end}`}>
      <Card>
        {round === null ? (
          <p>
            <Trans>现在没有在统一核对。平时打电话核对过，也可以记下日期。</Trans>
          </p>
        ) : (
          <p>
            <b className="font-semibold">{state}</b>
            {answered !== '' && <span className="text-soft">{` · ${way} · ${answered}`}</span>}
          </p>
        )}
        {linkUntil !== '' && (
          <p className="text-soft">
            <Trans>链接已经给了家长，{linkUntil} 前有效。</Trans>
          </p>
        )}
        {!card.may.change && round !== null && !done && (
          <p className="text-soft">
            <Trans>由班主任或档案员核对。</Trans>
          </p>
        )}
        {card.may.change && (
          <div className="mt-2.5 flex flex-wrap gap-2.5">
            <Button icon="phone" onClick={() => setOpen('check')}>
              <Trans>电话或纸上核对</Trans>
            </Button>
            {round !== null && !done && (
              <Button onClick={() => setOpen('link')}>
                <Trans>给家长一个链接</Trans>
              </Button>
            )}
          </div>
        )}
      </Card>

      {open === 'check' && <CheckDialog card={card} onClose={close} />}
      {open === 'link' && <LinkDialog card={card} onClose={close} />}
    </Section>
  )
}

function Changes({ card }: { card: ContactCard }) {
  const { t } = useLingui()
  if (card.history.length === 0) return null
  return (
    <Section title={<Trans>改过什么</Trans>}>
      <Card>
        <ul className="divide-y divide-line">
          {card.history.map((change) => {
            const who = kinText(change.relation)
            const what = joinWords([...new Set(change.fields.map(fieldText))])
            const numbers =
              change.phoneWas === null && change.phoneIs === null
                ? ''
                : t`${change.phoneWas ?? '–'} 改为 ${change.phoneIs ?? '–'}`
            return (
              <li key={change.id} className="py-2">
                <Trans>
                  {who}：{what}
                </Trans>{' '}
                {numbers}
                <span className="block text-sm text-soft">
                  {formatInstant(change.at, 'full')} · {sourceText(change)}
                </span>
              </li>
            )
          })}
        </ul>
      </Card>
    </Section>
  )
}

function Whole({ card }: { card: ContactCard }) {
  const { t } = useLingui()
  const { child } = card
  const name = child.name
  const home = [child.className, child.village, child.addressMasked, child.phoneMasked]
  return (
    <>
      <PageHeader
        back={{ link: { to: '/children/$id', params: { id: child.id } }, label: name }}
        title={<Trans>{name}的联系卡</Trans>}
        tab={t`联系卡`}
        below={home.filter((part) => part !== null && part !== '').join(' · ')}
        aside={<PrintButton card={card} />}
      />
      {card.proposals.length > 0 && (
        <div className="mb-4">
          <Proposals card={card} />
        </div>
      )}
      <People card={card} />
      <Checking card={card} />
      <Staff card={card} />
      <Changes card={card} />
    </>
  )
}

/** Whom to call for this child, in which order, and who may decide. */
export function ContactCardPage() {
  const { id } = route.useParams()
  const card = useQuery(contactCardQuery(id))
  return (
    <Page>
      {card.data !== undefined ? (
        <Whole card={card.data} />
      ) : card.isError ? (
        <QueryError error={card.error} onRetry={() => void card.refetch()} busy={card.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
