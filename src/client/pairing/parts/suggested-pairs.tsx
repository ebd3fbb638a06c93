import { plural } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { HelperPart, PairingInput, Suggestion } from '#shared/pairing/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { errorText } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Field } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { ActionBar } from '#client/ui/page.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { Select } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { choicesQuery, usePropose } from '../queries.ts'
import { blockedText, meritText } from './pairing-words.ts'

type Result = NonNullable<Suggestion['result']>
type Pair = Result['pairs'][number]
const KIND = { teacher: 'teacher', pupil: 'pupil', outside: 'volunteer' } as const

interface PairRowProps {
  pair: Pair
  accepted: boolean
  helperId: string
  onAccept: (accepted: boolean) => void
  onHelper: (id: string) => void
}

function PairRow({ pair, accepted, helperId, onAccept, onHelper }: PairRowProps) {
  const { t } = useLingui()
  const choices = [{ ...pair.helper, merits: pair.merits }, ...pair.others]
  const chosen = choices.find(({ id }) => id === helperId) ?? choices[0]
  const name = pair.child.name
  return (
    <Card as="li">
      <Checkbox
        checked={accepted}
        onChange={onAccept}
        disabled={pair.pairingId !== null}
        label={
          <span className="font-semibold">
            {name} · {chosen?.name}
          </span>
        }
        help={
          <span className="flex flex-wrap items-center gap-1.5">
            {pair.child.className}
            {chosen?.merits.map((merit) => (
              <Chip key={merit}>{meritText(merit)}</Chip>
            ))}
          </span>
        }
      />
      {pair.pairingId !== null ? (
        <p className="ps-9 text-sm text-soft">
          <Trans>已经记下，在等大家同意</Trans>
        </p>
      ) : (
        choices.length > 1 && (
          <div className="ps-9">
            <Select
              aria-label={t`换一位帮扶${name}`}
              value={helperId}
              onChange={onHelper}
              options={choices.map((one) => ({
                value: one.id,
                label:
                  one.merits.length > 0 ? `${one.name}（${joinWords(one.merits.map(meritText))}）` : one.name,
              }))}
            />
          </div>
        )
      )}
    </Card>
  )
}

/** Which rules keep whom away from a child for whom nobody was left. */
function Unmatched({ part, result }: { part: HelperPart; result: Result }) {
  const keepsHelpers = useHasRole('principal', 'administrator')
  if (result.unmatched.length === 0) return null
  return (
    <Section title={<Trans>没有合适的人</Trans>}>
      <ul className="space-y-2.5">
        {result.unmatched.map(({ child, blocks }) => (
          <Card as="li" key={child.id}>
            <p className="font-semibold">
              {child.name} <span className="font-normal text-soft">{child.className}</span>
            </p>
            <p className="text-soft">
              {blocks.length === 0 ? (
                <Trans>还没有登记这样的帮手</Trans>
              ) : (
                joinWords(blocks.map(({ rule, helpers }) => blockedText(rule, helpers)))
              )}
            </p>
          </Card>
        ))}
      </ul>
      {part === 'outside' && keepsHelpers && (
        <Link to="/helpers" className={`mt-3 ${buttonClass()}`}>
          <Icon name="accounts" />
          <Trans>志愿者和帮手资料</Trans>
        </Link>
      )}
    </Section>
  )
}

/** Which pairs are taken, changed or left out, and the sending; ids are made once, so that accepting twice keeps one. */
function useAcceptance(part: HelperPart, result: Result) {
  const { t } = useLingui()
  const { user } = useSession()
  const navigate = useNavigate()
  const propose = usePropose()
  const alone = part === 'teacher'
  const staff = useQuery({ ...choicesQuery, enabled: !alone }).data?.staff ?? []
  const fresh = result.pairs.filter(({ pairingId }) => pairingId === null)
  const [ids] = useState(
    () => new Map(fresh.map(({ child }) => [child.id, [newId(), newId(), newId()] as const])),
  )
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [changed, setChanged] = useState<ReadonlyMap<string, string>>(new Map())
  const [picked, setPicked] = useState('')
  const [wanting, setWanting] = useState(false)
  const supervisorId = picked !== '' ? picked : staff.some(({ id }) => id === user.id) ? user.id : ''
  const helperOf = ({ child, helper }: Pair): string => changed.get(child.id) ?? helper.id
  const accepts = ({ child, pairingId }: Pair): boolean => pairingId === null && !left.has(child.id)
  const inputs = fresh.filter(accepts).map((pair): PairingInput => {
    const [id, own, other] = ids.get(pair.child.id) ?? [newId(), newId(), newId()]
    return {
      id,
      kind: KIND[part],
      members: [
        { id: own, part: 'child', personId: pair.child.id },
        { id: other, part, personId: helperOf(pair) },
      ],
      agreed: { activity: '', time: '', place: '', call: '' },
      supervisorId: alone ? null : supervisorId,
      follows: null,
    }
  })
  const count = inputs.length
  const send = (): void => {
    if (!alone && supervisorId === '') return setWanting(true)
    propose.mutate(inputs, {
      onSuccess: () => {
        const saved = plural(count, { one: '记下了 # 对。', other: '记下了 # 对。' })
        toast({ tone: 'done', text: t`${saved}接下来问问大家同不同意。` })
        void navigate({ to: '/pairing', search: { tab: 'children' } })
      },
    })
  }
  return {
    any: fresh.length > 0,
    staff: alone || fresh.length === 0 ? null : staff,
    supervisorId,
    setPicked,
    missing: wanting && supervisorId === '',
    helperOf,
    accepts,
    accept: (child: string, yes: boolean) =>
      setLeft((old) => new Set(yes ? [...old].filter((id) => id !== child) : [...old, child])),
    choose: (child: string, helper: string) => setChanged((old) => new Map(old).set(child, helper)),
    count,
    propose,
    send,
  }
}

/** What was found, to be accepted as it is, one by one or changed. Nothing is kept before that. */
export function SuggestedPairs({ part, result }: { part: HelperPart; result: Result }) {
  const { t } = useLingui()
  const made = useAcceptance(part, result)
  const { count, propose } = made
  if (result.children === 0)
    return (
      <EmptyState icon="heart" title={<Trans>每个孩子都有了</Trans>}>
        <Trans>换一种帮手看看，或等有人离开时再来。</Trans>
      </EmptyState>
    )
  return (
    <>
      {made.staff !== null && (
        <Field
          label={<Trans>谁在旁边照看</Trans>}
          required
          className="mb-4"
          error={made.missing ? t`请选一位在旁边照看的老师。` : undefined}
        >
          <Select
            value={made.supervisorId}
            onChange={made.setPicked}
            placeholder={t`请选择`}
            options={made.staff.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
      {result.pairs.length > 0 && (
        <Field label={<Trans>建议</Trans>} group>
          <ul className="space-y-2.5">
            {result.pairs.map((pair) => (
              <PairRow
                key={pair.child.id}
                pair={pair}
                accepted={made.accepts(pair)}
                helperId={made.helperOf(pair)}
                onAccept={(yes) => made.accept(pair.child.id, yes)}
                onHelper={(id) => made.choose(pair.child.id, id)}
              />
            ))}
          </ul>
        </Field>
      )}
      <Unmatched part={part} result={result} />
      {made.any && (
        <ActionBar fault={propose.isError ? errorText(propose.error) : undefined}>
          <Button
            tone="primary"
            size="lg"
            busy={propose.isPending}
            disabled={count === 0}
            onClick={made.send}
          >
            <Plural value={count} one="采用这 # 对" other="采用这 # 对" />
          </Button>
        </ActionBar>
      )}
    </>
  )
}
