import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Field } from '#client/ui/field.tsx'
import { ActionBar } from '#client/ui/page.tsx'
import { DateInput, Select, TextArea, TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { schoolsQuery, useAskTransfer, useLeave, useMoveToClass } from '../queries.ts'
import { useClassOptions } from './answer-dialogs.tsx'

interface MoveProps {
  id: string
  name: string
}

interface FormProps {
  change: { isPending: boolean; error: unknown }
  ready: boolean
  verb: ReactNode
  onSave: () => void
  children: ReactNode
}

/** What all ways of moving share: the fields, what went wrong, and one button. */
export function Form({ change, ready, verb, onSave, children }: FormProps) {
  const hasFields = Object.keys(fieldErrors(change.error)).length > 0
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) onSave()
      }}
    >
      {children}
      {change.error !== null && !hasFields && <Banner tone="danger">{errorText(change.error)}</Banner>}
      <ActionBar>
        <Button type="submit" tone="primary" size="lg" disabled={!ready} busy={change.isPending}>
          {verb}
        </Button>
      </ActionBar>
    </form>
  )
}

/** Another class of the same school. */
export function ClassForm({ id, name, classId: current }: MoveProps & { classId: string | null }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { today } = useSession().school
  const [classId, setClassId] = useState('')
  const [from, setFrom] = useState(today)
  const classes = useClassOptions().filter(({ value }) => value !== current)
  const move = useMoveToClass()
  const errors = fieldErrors(move.error)
  const save = (): void =>
    move.mutate(
      { params: { id }, body: { classId, from } },
      {
        onSuccess: () => {
          toast({ tone: 'done', text: t`${name}换到了新的班。` })
          void navigate({ to: '/children/$id', params: { id } })
        },
      },
    )
  return (
    <Form change={move} ready={classId !== '' && from !== ''} verb={<Trans>换班</Trans>} onSave={save}>
      <Field label={<Trans>到哪个班</Trans>} required error={errors['classId']}>
        <Select value={classId} onChange={setClassId} options={classes} placeholder={t`请选班级`} />
      </Field>
      <Field
        label={<Trans>从哪天起</Trans>}
        help={<Trans>没做完的任务跟着孩子走，过了期限的也是；做过的留在原来的班。</Trans>}
        error={errors['from']}
        required
      >
        <DateInput value={from} onChange={setFrom} max={today} />
      </Field>
    </Form>
  )
}

/** Another school that works with this installation: it is asked, and has to accept. */
export function SchoolForm({ id, name }: MoveProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [requestId] = useState(newId)
  const [schoolId, setSchoolId] = useState('')
  const [note, setNote] = useState('')
  const schools = useQuery(schoolsQuery)
  const ask = useAskTransfer()
  const errors = fieldErrors(ask.error)
  if (schools.data?.length === 0)
    return (
      <Banner>
        <Trans>这里没有别的学校。请选“离校”，打印回执交给家长。</Trans>
      </Banner>
    )
  const save = (): void =>
    ask.mutate(
      { id: requestId, pupilId: id, toSchoolId: schoolId, note },
      {
        onSuccess: () => {
          toast({ tone: 'done', text: t`已经请对方接收${name}。` })
          void navigate({ to: '/transfers' })
        },
      },
    )
  return (
    <Form change={ask} ready={schoolId !== ''} verb={<Trans>请对方接收</Trans>} onSave={save}>
      <Field label={<Trans>转到哪所学校</Trans>} required error={errors['toSchoolId']}>
        <Select
          value={schoolId}
          onChange={setSchoolId}
          options={(schools.data ?? []).map((school) => ({ value: school.id, label: school.name }))}
          placeholder={t`请选学校`}
        />
      </Field>
      <Field
        label={<Trans>想对接收的老师说</Trans>}
        help={<Trans>对方接收以前只看到姓、性别、出生年和班级，还有这几句话。</Trans>}
        error={errors['note']}
      >
        <TextArea value={note} onChange={setNote} rows={3} maxLength={300} />
      </Field>
      <p className="text-sm text-soft">
        <Trans>对方接收以前，孩子还在我们学校，任务照常。30 天没有答复就作罢。</Trans>
      </p>
    </Form>
  )
}

/** A school that does not work with this installation, or another way out. */
export function LeaveForm({ id, name }: MoveProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { today } = useSession().school
  const [leavingId] = useState(newId)
  const [to, setTo] = useState('')
  const [on, setOn] = useState(today)
  const [reason, setReason] = useState('')
  const leave = useLeave()
  const errors = fieldErrors(leave.error)
  const save = (): void =>
    leave.mutate(
      { params: { id }, body: { id: leavingId, on, to, reason } },
      {
        onSuccess: () => {
          toast({ tone: 'done', text: t`${name}已经离校，可以打印回执。` })
          void navigate({ to: '/transfers' })
        },
      },
    )
  return (
    <Form change={leave} ready={to.trim() !== '' && on !== ''} verb={<Trans>办理离校</Trans>} onSave={save}>
      <Field label={<Trans>到哪里去</Trans>} required error={errors['to']}>
        <TextInput value={to} onChange={setTo} maxLength={80} />
      </Field>
      <Field label={<Trans>从哪天起不在我们学校</Trans>} required error={errors['on']}>
        <DateInput value={on} onChange={setOn} max={today} />
      </Field>
      <Field label={<Trans>为什么</Trans>} error={errors['reason']}>
        <TextArea value={reason} onChange={setReason} rows={2} maxLength={300} />
      </Field>
      <p className="text-sm text-soft">
        <Trans>档案会结束并留在我们学校，还没做的任务记为已经转走。</Trans>
      </p>
    </Form>
  )
}
