import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { ContactPerson } from '#shared/contacts/schema.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { ApiError } from './api-error.ts'
import { useReveal } from './care-file.ts'
import { phoneField } from './contact-card.ts'
import { errorText } from './error-text.ts'
import { kinText } from './kin-words.ts'

interface CallRowProps {
  pupilId: string
  person: Pick<ContactPerson, 'id' | 'record' | 'relation' | 'phoneMasked'>
  /** One of several that may be rung: not the first to press. */
  tone?: 'primary' | 'quiet'
  /** Whom it reaches, above the number. */
  children?: ReactNode
}

/**
 * Somebody to call: the number is asked for only when somebody really rings, on record; it then stands there to be pressed again.
 */
export function CallRow({ pupilId, person, tone = 'primary', children }: CallRowProps) {
  const { t } = useLingui()
  const number = useReveal(pupilId)
  const who = kinText(person.relation)
  const ring = (): void =>
    number.mutate(
      { field: phoneField[person.record], recordId: person.id, reason: 'call' },
      { onSuccess: (value) => location.assign(`tel:${value.replaceAll(/[^\d+]/g, '')}`) },
    )
  return (
    <>
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1">
          {children}
          <span className="block text-soft">{number.data ?? person.phoneMasked}</span>
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
      {number.isError && (
        <p className="mt-1 text-sm text-danger">
          {/* Kept away since this was shown (C04, H-04). */}
          {number.error instanceof ApiError && number.error.code === 'not-allowed-now'
            ? t`现在不能打给这个人。有事要说，先问校长或心理老师。`
            : errorText(number.error)}
        </p>
      )}
    </>
  )
}
