import { Trans, useLingui } from '@lingui/react/macro'
import type { ContactCard } from '#shared/contacts/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatInstant } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { useDecide } from '../queries.ts'

/** Numbers a guardian gave: nothing on file has changed until somebody here agrees. */
export function Proposals({ card }: { card: ContactCard }) {
  const { t } = useLingui()
  const decide = useDecide()
  const { id } = card.child
  return (
    <ul className="space-y-2.5">
      {card.proposals.map((one) => {
        const who = kinText(one.relation)
        const given = formatInstant(one.givenAt)
        const now = card.people.find((person) => person.id === one.recordId)?.phoneMasked ?? '–'
        const next = one.phoneMasked ?? ''
        const send = (accept: boolean): void =>
          decide.mutate({ params: { id, recordId: one.id }, body: { accept } })
        const busy = decide.isPending && decide.variables.params.recordId === one.id
        return (
          <Card as="li" key={one.id} tone="amber">
            <p className="font-semibold">
              {next === '' ? (
                <Trans>家长说{who}的号码打不通了</Trans>
              ) : (
                <Trans>
                  家长给了{who}的新号码：{next}
                </Trans>
              )}
            </p>
            <p className="text-soft">{t`档案里是 ${now} · ${given} 交来`}</p>
            {!card.may.change && (
              <p className="text-soft">
                <Trans>改不改，由班主任或档案员决定。</Trans>
              </p>
            )}
            {card.may.change && (
              <div className="mt-2.5 flex flex-wrap gap-2.5">
                <Button tone="primary" busy={busy && decide.variables.body.accept} onClick={() => send(true)}>
                  <Trans>同意，改过来</Trans>
                </Button>
                <Button busy={busy && !decide.variables.body.accept} onClick={() => send(false)}>
                  <Trans>不改</Trans>
                </Button>
              </div>
            )}
          </Card>
        )
      })}
      {decide.isError && (
        <li>
          <Banner tone="danger">{errorText(decide.error)}</Banner>
        </li>
      )}
    </ul>
  )
}
