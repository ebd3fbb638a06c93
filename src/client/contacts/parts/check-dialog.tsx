import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { mayTurnTo } from '#shared/contacts/rules/reach.ts'
import type { ContactCard } from '#shared/contacts/schema.ts'
import { AskFirst } from '#client/lib/ask-first.tsx'
import { errorText } from '#client/lib/error-text.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { toast } from '#client/ui/toast.ts'
import { useCheck } from '../queries.ts'

type Heard = 'right' | 'dead' | 'unsaid'

/** What was heard of each number, by telephone or on the paper that came back. */
export function CheckDialog({ card, onClose }: { card: ContactCard; onClose: () => void }) {
  const { t } = useLingui()
  const [way, setWay] = useState<'phone' | 'paper'>('phone')
  const [heard, setHeard] = useState<Readonly<Record<string, Heard>>>({})
  const check = useCheck()
  const people = card.people.filter((one) => one.phoneMasked !== null && mayTurnTo(one))
  const asksFirst = card.people.filter(({ askFirst }) => askFirst)
  const having = (what: Heard): string[] => people.flatMap(({ id }) => (heard[id] === what ? [id] : []))
  const answered = having('right').length + having('dead').length > 0
  const save = (): void =>
    check.mutate(
      { params: { id: card.child.id }, body: { way, confirmed: having('right'), dead: having('dead') } },
      {
        onSuccess: () => {
          toast({ tone: 'done', text: t`核对好了，日期记上了。` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>核对电话</Trans>}
      description={<Trans>换了号码的，先在孩子的档案里改好，再来核对。</Trans>}
      actions={
        <Button tone="primary" size="lg" disabled={!answered} busy={check.isPending} onClick={save}>
          <Trans>核对好了</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>怎么核对的</Trans>} group>
          <Choice
            value={way}
            onChange={setWay}
            options={[
              { value: 'phone', label: t`电话里` },
              { value: 'paper', label: t`纸上` },
            ]}
          />
        </Field>
        {asksFirst.map((person) => (
          <AskFirst key={person.id} person={person} />
        ))}
        {people.length + asksFirst.length === 0 && (
          <Banner tone="due">
            <Trans>这个孩子家里还没有能打的号码。</Trans>
          </Banner>
        )}
        {people.map(({ id, relation, name, phoneMasked }) => (
          <Field key={id} label={`${kinText(relation)} ${name ?? ''} ${phoneMasked ?? ''}`} group>
            <Choice<Heard>
              value={heard[id] ?? 'unsaid'}
              onChange={(what) => setHeard({ ...heard, [id]: what })}
              options={[
                { value: 'right', label: t`对` },
                { value: 'dead', label: t`打不通了` },
                { value: 'unsaid', label: t`没问到` },
              ]}
            />
          </Field>
        ))}
        <Link
          to="/children/$id"
          params={{ id: card.child.id }}
          className="inline-flex min-h-11 items-center text-sea underline-offset-4 hover:underline"
        >
          <Trans>去孩子的页面改号码</Trans>
        </Link>
        {check.isError && <Banner tone="danger">{errorText(check.error)}</Banner>}
      </div>
    </Dialog>
  )
}
