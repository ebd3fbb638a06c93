import { Trans, useLingui } from '@lingui/react/macro'
import type { IncidentContact } from '#shared/incidents/schema.ts'
import { useReveal } from '#client/lib/care-file.ts'
import { phoneField } from '#client/lib/contact-card.ts'
import { errorText } from '#client/lib/error-text.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Icon } from '#client/ui/icon.tsx'

interface CallRowProps {
  pupilId: string
  contact: IncidentContact
  /** The one to be told, whose name stands above. */
  own: boolean
}

/** One tap rings; the full number is opened for it, on record, and stays to be pressed again. */
export function CallRow({ pupilId, contact, own }: CallRowProps) {
  const { t } = useLingui()
  const number = useReveal(pupilId)
  const who = kinText(contact.relation)
  const tone = own ? 'primary' : 'quiet'
  const ring = (): void =>
    number.mutate(
      { field: phoneField[contact.record], recordId: contact.id, reason: 'call' },
      { onSuccess: (value) => location.assign(`tel:${value.replaceAll(/[^\d+]/g, '')}`) },
    )
  return (
    <li className="py-1.5">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1">
          {!own && (
            <span className="block">
              <b className="me-2 font-semibold">{who}</b>
              <span className="text-soft">{contact.name}</span>
            </span>
          )}
          <span className="text-soft">{number.data ?? contact.phoneMasked}</span>
        </p>
        {number.data === undefined ? (
          <Button
            tone={tone}
            icon="phone"
            busy={number.isPending}
            aria-label={t`拨打${who}的电话`}
            onClick={ring}
          >
            <Trans>拨打</Trans>
          </Button>
        ) : (
          <a href={`tel:${number.data}`} className={buttonClass({ tone })}>
            <Icon name="phone" />
            <Trans>拨打</Trans>
          </a>
        )}
      </div>
      {number.isError && <p className="mt-1 text-sm text-danger">{errorText(number.error)}</p>}
    </li>
  )
}
