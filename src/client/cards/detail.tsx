import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Card } from '#shared/cards/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { useChildHead } from '#client/lib/care-file.ts'
import { cardKindText } from '#client/lib/card-words.ts'
import { formatDate, formatInstant } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Card as Box, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { cardFacts } from './parts/card-facts.tsx'
import { cardQuery } from './queries.ts'
import { notReachedText } from './parts/words.ts'

const route = getRouteApi('/app/cards/$id')
const Attachments = lazyPart(
  async () => (await import('#client/lib/attachments.tsx')).Attachments,
  <Skeleton rows={1} />,
)

/** Why a reader sees no more than this (H-12). */
function Level({ level }: Pick<Card, 'level'>) {
  if (level === 'content') return null
  return (
    <p className="mt-4 flex items-start gap-2 text-sm text-soft">
      <Icon name="lock" size={18} className="mt-0.5 shrink-0" />
      {level === 'topics' ? (
        <Trans>说的话只有写的人和心理老师能看，您看到的是聊了哪些方面。</Trans>
      ) : (
        <Trans>内容只有孩子的老师和心理老师能看，您看到的是有这一次。</Trans>
      )}
    </p>
  )
}

function Words({ card }: { card: Card }) {
  return (
    <>
      {card.content !== null && card.content !== '' && (
        <Section title={<Trans>说了什么</Trans>}>
          <Box>
            <p className="whitespace-pre-wrap">{card.content}</p>
          </Box>
        </Section>
      )}
      {card.privateNote !== null && card.privateNote !== '' && (
        <Section title={<Trans>只给写的人和心理老师看</Trans>}>
          <Box tone="amber">
            <p className="whitespace-pre-wrap">{card.privateNote}</p>
          </Box>
        </Section>
      )}
    </>
  )
}

/** What hangs on a card its author adds and takes away; the counsellor reads it with the words. */
function CardPhotos({ id }: { id: string }) {
  return (
    <Section title={<Trans>照片和扫描件</Trans>}>
      <Box>
        <Attachments owner={{ kind: 'card', id }} />
      </Box>
    </Section>
  )
}

/** How the card came to be: late, corrected, by whom and when. */
function Origin({ card }: { card: Card }) {
  const { t } = useLingui()
  const at = formatInstant(card.createdAt, 'full')
  const author = card.authorName ?? t`老师`
  const { version, forName } = card
  return (
    <div className="mt-5 space-y-1 text-sm text-soft">
      <p>
        <Trans>
          {author}记于 {at}
        </Trans>
        {forName !== null && ` · ${t`替${forName}`}`}
        {version > 1 && ` · ${t`第 ${version} 版`}`}
      </p>
      {card.lateReason !== null && card.lateReason !== '' && (
        <p>
          <Trans>补记：{card.lateReason}</Trans>
        </p>
      )}
      {card.correctionReason !== null && (
        <p>
          <Trans>更正：{card.correctionReason}</Trans>
        </p>
      )}
    </div>
  )
}

const newest = ({ id, versions }: Card): string => versions.at(-1)?.id ?? id

/** What a correction took the place of is kept, and can be read. */
function OtherVersions({ card }: { card: Card }) {
  const { t } = useLingui()
  const others = card.versions.filter(({ id }) => id !== card.id)
  if (others.length === 0) return null
  return (
    <Section title={<Trans>别的版本</Trans>}>
      <Box pad="sides">
        <ul className="divide-y divide-line">
          {others.map(({ id, version, createdAt }) => (
            <li key={id}>
              <Link
                to="/cards/$id"
                params={{ id }}
                className="flex min-h-11 items-center gap-2 hover:text-sea"
              >
                <span className="min-w-0 flex-1 first-letter:uppercase">
                  {id === newest(card) ? t`第 ${version} 版，现在用的` : t`第 ${version} 版`}
                </span>
                <span className="shrink-0 text-sm text-soft">{formatInstant(createdAt)}</span>
                <Icon name="forward" size={18} className="shrink-0 text-soft" />
              </Link>
            </li>
          ))}
        </ul>
      </Box>
    </Section>
  )
}

function Shown({ card }: { card: Card }) {
  const { head } = useChildHead(card.pupilId)
  const isCounsellor = useHasRole('counsellor')
  const facts = cardFacts(card)
  return (
    <>
      <PageHeader
        back={{
          link: { to: '/children/$id', params: { id: card.pupilId } },
          label: head?.name ?? <Trans>孩子</Trans>,
        }}
        above={formatDate(card.heldOn, 'full')}
        title={cardKindText(card.kind)}
        aside={
          card.reached ? (
            <Chip tone="done">
              <Trans>做到了</Trans>
            </Chip>
          ) : (
            <Chip tone="plain">{notReachedText(card.kind)}</Chip>
          )
        }
      />
      {card.superseded && (
        <div className="mb-4">
          <Banner
            tone="due"
            action={
              <Link to="/cards/$id" params={{ id: newest(card) }} className={buttonClass()}>
                <Trans>看现在的一版</Trans>
              </Link>
            }
          >
            <Trans>这是旧的一版，后来更正过。</Trans>
          </Banner>
        </div>
      )}
      {facts.length > 0 && (
        <Box pad="sides">
          <KeyValue items={facts} />
        </Box>
      )}
      <Words card={card} />
      {(card.mine || isCounsellor) && !card.superseded && <CardPhotos id={card.rootId} />}
      <Level level={card.level} />
      <Origin card={card} />
      <OtherVersions card={card} />
      {card.mine && !card.superseded && (
        <p className="mt-6">
          <Link to="/cards/$id/correct" params={{ id: card.id }} className={buttonClass()}>
            <Icon name="edit" />
            <Trans>更正</Trans>
          </Link>
        </p>
      )}
    </>
  )
}

/** One card, as much of it as the reader may see. */
export function CardPage() {
  const { id } = route.useParams()
  const card = useQuery(cardQuery(id))
  return (
    <Page>
      {card.data !== undefined ? (
        <Shown card={card.data} />
      ) : card.isError ? (
        <QueryError error={card.error} onRetry={() => void card.refetch()} busy={card.isFetching} />
      ) : (
        <Skeleton rows={3} />
      )}
    </Page>
  )
}
