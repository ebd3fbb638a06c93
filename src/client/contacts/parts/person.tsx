import { t } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ContactPerson } from '#shared/contacts/schema.ts'
import { legalActText, legalBasisName } from '#client/lib/alert-words.ts'
import { useReveal } from '#client/lib/care-file.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { phoneField } from '#client/lib/contact-card.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { homeOftenText, noContactText } from '#client/lib/kin-facts.ts'

/** The number is asked for only when somebody really rings; it then stands there to be pressed again. */
function Ring({ childId, person }: { childId: string; person: ContactPerson }) {
  const { t: say } = useLingui()
  const number = useReveal(childId)
  const who = kinText(person.relation)
  const ring = (): void =>
    number.mutate(
      {
        field: phoneField[person.record],
        recordId: person.id,
        reason: 'call',
      },
      { onSuccess: (value) => location.assign(`tel:${value.replaceAll(/[^\d+]/g, '')}`) },
    )
  return (
    <div className="mt-1 flex flex-wrap items-center justify-between gap-2">
      <span className="text-lg">{number.data ?? person.phoneMasked}</span>
      {number.data === undefined ? (
        <Button
          tone="primary"
          icon="phone"
          busy={number.isPending}
          aria-label={say`拨打${who}`}
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
      {number.isError && <p className="w-full text-sm text-danger">{errorText(number.error)}</p>}
    </div>
  )
}

function Chips({ person }: { person: ContactPerson }) {
  const place = person.place ?? ''
  return (
    <>
      {person.caresNow && (
        <Chip tone="done">
          <Trans>现在照顾</Trans>
        </Chip>
      )}
      {person.awayNow && <Chip>{place === '' ? <Trans>在外</Trans> : <Trans>在{place}</Trans>}</Chip>}
      {person.deadOn !== null && (
        <Chip tone="danger">
          <Trans>打不通</Trans>
        </Chip>
      )}
      {person.stale && person.deadOn === null && person.noContact === null && (
        <Chip tone="due">
          <Trans>很久没核对</Trans>
        </Chip>
      )}
    </>
  )
}

const joined = (...parts: (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' · ')

function verifiedText({ phoneMasked, deadOn, verifiedOn }: ContactPerson): string {
  if (phoneMasked === null) return t`还没有电话`
  if (deadOn !== null) {
    const day = formatDate(deadOn, 'full')
    return t`${day} 发现打不通`
  }
  if (verifiedOn === null) return t`没有核对过`
  const day = formatDate(verifiedOn, 'full')
  return t`${day}核对过`
}

/** One of the card: whom, at which number, when it suits, and what this person may decide (H-21). */
export function PersonCard({
  childId,
  person,
  onEdit,
}: {
  childId: string
  person: ContactPerson
  /** Of somebody named by hand, for who may change it. */
  onEdit?: (() => void) | undefined
}) {
  const { t: say } = useLingui()
  const age = person.age
  const who = person.name ?? kinText(person.relation)
  const acts = joinWords(person.acts.map(legalActText))
  const name = person.basis === null ? '' : legalBasisName(person.basis)
  return (
    <Card as="li">
      <p className="flex flex-wrap items-center gap-2">
        <b className="text-lg font-semibold">{kinText(person.relation)}</b>
        {person.name}
        <Chips person={person} />
      </p>
      {person.noContact !== null ? (
        <p className="mt-1 flex items-start gap-2 rounded-control bg-danger-soft px-3 py-2 text-danger">
          <Icon name="warning" className="mt-0.5 shrink-0" />
          <span>
            {noContactText(person.noContact.reason)}
            {person.noContact.note !== null && `（${person.noContact.note}）`}
          </span>
        </p>
      ) : person.mayRing ? (
        <Ring childId={childId} person={person} />
      ) : (
        person.phoneMasked !== null && (
          <p className="mt-1 text-lg text-soft line-through">{person.phoneMasked}</p>
        )
      )}
      <p className="mt-1 text-soft">
        {joined(person.noContact === null ? verifiedText(person) : null, person.bestTime)}
      </p>
      <p className="text-soft">
        {joined(
          age === null ? null : say`${age} 岁`,
          person.occupation,
          person.workUnit,
          person.homeOften === null ? null : homeOftenText(person.homeOften),
          person.health,
        )}
      </p>
      {person.workPhoneMasked !== null && (
        <p className="text-soft">
          <Trans>单位电话 {person.workPhoneMasked}</Trans>
        </p>
      )}
      {person.workAddressMasked !== null && <p className="text-soft">{person.workAddressMasked}</p>}
      {person.addressMasked !== null && (
        <p className="text-soft">
          <Trans>住在 {person.addressMasked}</Trans>
        </p>
      )}
      {onEdit !== undefined && person.named !== null && (
        <Button tone="plain" icon="edit" aria-label={say`修改${who}`} onClick={onEdit}>
          <Trans>修改</Trans>
        </Button>
      )}
      {name !== '' && (
        <p className="mt-1 text-sm text-soft">
          <Trans>
            {name}，可以{acts}
          </Trans>
        </p>
      )}
    </Card>
  )
}
