import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Transfer } from '#shared/transfers/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { currentClasses, organisationQuery } from '#client/lib/organisation.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Select, TextArea } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useAccept, useRefuse } from '../queries.ts'

interface AnswerProps {
  transfer: Transfer
  onClose: () => void
}

/** This year's classes, in the order of the school. */
export function useClassOptions(): { value: string; label: string }[] {
  const { today } = useSession().school
  const { data } = useQuery(organisationQuery)
  const classes = data === undefined ? [] : currentClasses(data, today)
  return classes.map(({ id, name }) => ({ value: id, label: name }))
}

const Fault = ({ error }: { error: unknown }) =>
  error === null ? null : (
    <div className="mt-3">
      <Banner tone="danger">{errorText(error)}</Banner>
    </div>
  )

/** Takes the child over into a class. */
export function AcceptDialog({ transfer, onClose }: AnswerProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [classId, setClassId] = useState('')
  const classes = useClassOptions()
  const accept = useAccept()
  const name = transfer.nameMasked
  const save = async (): Promise<void> => {
    if (classId === '') return
    const taken = await accept
      .mutateAsync({ params: { id: transfer.id }, body: { classId } })
      .catch(() => undefined)
    if (taken === undefined) return
    toast({ tone: 'done', text: t`已经接收，档案和记录都转过来了。` })
    await navigate({ to: '/children/$id', params: { id: taken.pupilId } })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>接收{name}</Trans>}
      description={
        <Trans>接收以后，档案、家人、记录和做过的任务都转到我们学校，原来的学校不再看得到。</Trans>
      }
      actions={
        <Button
          tone="primary"
          size="lg"
          disabled={classId === ''}
          busy={accept.isPending}
          onClick={() => void save()}
        >
          <Trans>接收</Trans>
        </Button>
      }
    >
      <Field label={<Trans>到哪个班</Trans>} required>
        <Select value={classId} onChange={setClassId} options={classes} placeholder={t`请选班级`} />
      </Field>
      {transfer.idTaken && (
        <p className="mt-3 text-sm text-soft">
          <Trans>名册里已经有同一个身份证号。接收以后，请到“重复的登记”把两份合成一份。</Trans>
        </p>
      )}
      <Fault error={accept.error} />
    </Dialog>
  )
}

/** Does not take the child over; the sending school reads why. */
export function RefuseDialog({ transfer, onClose }: AnswerProps) {
  const [reason, setReason] = useState('')
  const refuse = useRefuse()
  const save = (): void => {
    if (reason.trim() !== '')
      refuse.mutate({ params: { id: transfer.id }, body: { reason } }, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>不接收</Trans>}
      description={<Trans>孩子留在原来的学校。对方会看到下面的话。</Trans>}
      actions={
        <Button
          tone="primary"
          size="lg"
          disabled={reason.trim() === ''}
          busy={refuse.isPending}
          onClick={save}
        >
          <Trans>告诉对方</Trans>
        </Button>
      }
    >
      <Field label={<Trans>为什么</Trans>} required>
        <TextArea value={reason} onChange={setReason} rows={3} maxLength={300} />
      </Field>
      <Fault error={refuse.error} />
    </Dialog>
  )
}
