import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { Agreement, Party } from '#shared/agreements/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { agreementStateText, agreementTones } from '#client/lib/agreement-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { EndDialog } from './parts/end-dialog.tsx'
import { Paper, useFacts } from './parts/paper.tsx'
import { SignDialog } from './parts/sign-dialog.tsx'
import { partText, personText, signedText, wordsOf } from './parts/words.ts'
import { agreementQuery } from './queries.ts'

const route = getRouteApi('/app/agreements/$id')
const Attachments = lazyPart(
  async () => (await import('#client/lib/attachments.tsx')).Attachments,
  <Skeleton rows={1} />,
)

function PartyRow({ party, onSign }: { party: Party; onSign: () => void }) {
  const signed = party.signedOn === null ? '' : formatDate(party.signedOn, 'full')
  const how = party.method === null ? '' : signedText(party.method)
  const witness = party.witness ?? ''
  return (
    <li className="flex items-center justify-between gap-3 py-2.5">
      <span className="min-w-0 flex-1">
        <span className="text-soft">{partText(party.part)}</span> {personText(party)}
        {signed !== '' && (
          <span className="block text-sm text-soft">
            {signed} · {how}
            {witness !== '' && (
              <>
                {' · '}
                <Trans>见证人 {witness}</Trans>
              </>
            )}
          </span>
        )}
      </span>
      {party.signedOn !== null ? (
        <Chip tone="done">
          <Trans>签好了</Trans>
        </Chip>
      ) : party.mayRecord ? (
        <Button tone="primary" icon="edit" onClick={onSign}>
          <Trans>签字</Trans>
        </Button>
      ) : (
        <Chip tone="due">
          <Trans>没签</Trans>
        </Chip>
      )}
    </li>
  )
}

function Heard({ opinion }: { opinion: NonNullable<Agreement['opinion']> }) {
  // Never on paper, not even when the page itself is printed (H-06).
  return (
    <Section title={<Trans>孩子怎么说</Trans>} className="print:hidden">
      <Card>
        {opinion.text === null ? (
          <p className="text-soft">
            <Trans>已经听过孩子的想法。原话只有问的老师和心理老师看得到。</Trans>
          </p>
        ) : (
          <p className="whitespace-pre-wrap">{opinion.text}</p>
        )}
      </Card>
    </Section>
  )
}

/** Print, renew, end. */
function Actions({ agreement }: { agreement: Agreement }) {
  const { kind, state } = agreement
  const [ending, setEnding] = useState(false)
  const [printing, setPrinting] = useState(false)
  const printed = useCallback(() => setPrinting(false), [])
  const again = state === 'ending' || state === 'ended'
  return (
    <>
      <div className="mt-5 flex flex-wrap gap-2.5">
        {agreement.whole && (
          <Button icon="print" busy={printing} onClick={() => setPrinting(true)}>
            <Trans>打印</Trans>
          </Button>
        )}
        {again && agreement.child !== null && (
          <Link
            to="/agreements/new"
            search={{ kind, child: agreement.child.id, renews: agreement.id }}
            className={buttonClass({ tone: 'primary' })}
          >
            <Trans>续签</Trans>
          </Link>
        )}
        {agreement.mayEnd && state !== 'ended' && (
          <Button tone="danger" onClick={() => setEnding(true)}>
            <Trans>结束</Trans>
          </Button>
        )}
      </div>
      {ending && <EndDialog agreement={agreement} onClose={() => setEnding(false)} />}
      {printing && <Paper agreement={agreement} onDone={printed} />}
    </>
  )
}

function Body({ agreement }: { agreement: Agreement }) {
  const { kind, child, state, id } = agreement
  const [signing, setSigning] = useState<Party | null>(null)
  const { title, body } = wordsOf(kind, agreement.text)
  const facts = useFacts(agreement)
  return (
    <>
      <PageHeader
        title={title}
        back={
          child === null
            ? { link: { to: '/agreements', search: { kind } }, label: <Trans>协议和责任书</Trans> }
            : { link: { to: '/children/$id', params: { id: child.id } }, label: child.name }
        }
        aside={<Chip tone={agreementTones[state]}>{agreementStateText(state)}</Chip>}
      />
      <Card pad="sides">
        <KeyValue items={facts} />
        {agreement.endedOn !== null && (
          <p className="border-t border-line py-2.5 text-soft">
            {agreement.endReason === null ? (
              <Trans>{formatDate(agreement.endedOn, 'full')}结束</Trans>
            ) : (
              <Trans>
                {formatDate(agreement.endedOn, 'full')}结束：{agreement.endReason}
              </Trans>
            )}
          </p>
        )}
      </Card>
      <Section title={<Trans>谁签</Trans>}>
        <Card pad="sides">
          <ul className="divide-y divide-line">
            {agreement.parties.map((party) => (
              <PartyRow key={party.id} party={party} onSign={() => setSigning(party)} />
            ))}
          </ul>
        </Card>
      </Section>
      {agreement.opinion !== null && <Heard opinion={agreement.opinion} />}
      <Section title={<Trans>正文</Trans>}>
        <Card className="space-y-3">
          {body.split(/\n{2,}/).map((paragraph, index) => (
            <p key={index} className="whitespace-pre-wrap">
              {paragraph}
            </p>
          ))}
        </Card>
      </Section>
      {(agreement.whole || agreement.parties.some(({ mayRecord }) => mayRecord)) && (
        <Section title={<Trans>签字和扫描件</Trans>}>
          <Card>
            <Attachments owner={{ kind: 'agreement', id }} />
          </Card>
        </Section>
      )}
      <Actions agreement={agreement} />
      {signing !== null && (
        <SignDialog agreement={agreement} party={signing} onClose={() => setSigning(null)} />
      )}
    </>
  )
}

/** One agreement: what was agreed, who has signed, its words, its papers. */
export function AgreementPage() {
  const { id } = route.useParams()
  const agreement = useQuery(agreementQuery(id))
  return (
    <Page>
      {agreement.data !== undefined ? (
        <Body key={id} agreement={agreement.data} />
      ) : agreement.isError ? (
        <QueryError
          error={agreement.error}
          onRetry={() => void agreement.refetch()}
          busy={agreement.isFetching}
        />
      ) : (
        <Skeleton rows={5} />
      )}
    </Page>
  )
}
