import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Role } from '#shared/access/schema.ts'
import type { Task } from '#shared/tasks/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { allRoles } from '#client/lib/role-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { WhoFields } from './parts/who-fields.tsx'
import { evidenceOf, titleOf } from './parts/words.ts'
import { useChangeTask, useCreateTask } from './queries.ts'

interface TaskFormProps {
  /** Null: a new one on `day`. */
  task: Task | null
  day: string
  onClose: () => void
}

interface Values {
  title: string
  startsOn: string
  endsOn: string
  /** 'school', a role, or a person's id. */
  owner: string
  departmentIds: string[]
  evidence: string
}

const start = (task: Task | null, day: string): Values => ({
  title: task ? titleOf(task) : '',
  startsOn: task?.startsOn ?? day,
  endsOn: task?.endsOn ?? day,
  owner: task?.ownerId ?? task?.ownerRole ?? 'school',
  departmentIds: task?.departments.map(({ id }) => id) ?? [],
  evidence: task ? evidenceOf(task) : '',
})

function ownerOf(owner: string): { ownerRole: Role | null; ownerId: string | null } {
  const ownerRole = allRoles.find((role) => role === owner) ?? null
  return { ownerRole, ownerId: ownerRole === null && owner !== 'school' ? owner : null }
}

/** A task of the school's own, or a change of one. */
export function TaskForm({ task, day, onClose }: TaskFormProps) {
  const [id] = useState(() => newId())
  const [first] = useState(() => start(task, day))
  const [values, setValues] = useState(first)
  const create = useCreateTask()
  const change = useChangeTask()
  const sent = task === null ? create : change
  const errors = fieldErrors(sent.error)
  const set = (part: Partial<Values>): void => setValues((old) => ({ ...old, ...part }))
  const save = (): void => {
    const { startsOn, endsOn } = values
    const evidence = values.evidence.trim() === '' ? null : values.evidence.trim()
    const owner = { ...ownerOf(values.owner), departmentIds: values.departmentIds }
    const done = { onSuccess: onClose }
    if (task === null) create.mutate({ id, title: values.title, startsOn, endsOn, evidence, ...owner }, done)
    // An entry's own words stay its own, in both languages, unless they were changed here.
    else
      change.mutate(
        {
          task,
          change: {
            startsOn,
            endsOn,
            ...owner,
            ...(values.title !== first.title && { title: values.title }),
            ...(values.evidence !== first.evidence && { evidence }),
          },
        },
        done,
      )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={task === null ? <Trans>加一件工作</Trans> : <Trans>改这件工作</Trans>}
      actions={
        <Button tone="primary" size="lg" busy={sent.isPending} onClick={save}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field
          label={<Trans context="task">做什么</Trans>}
          help={<Trans>也会出现在各人手机的日历里，不要写孩子的名字。</Trans>}
          error={errors['title']}
          required
        >
          <TextInput value={values.title} onChange={(title) => set({ title })} maxLength={60} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={<Trans>第一天</Trans>} error={errors['startsOn']}>
            <DateInput
              value={values.startsOn}
              onChange={(startsOn) =>
                set({ startsOn, endsOn: startsOn > values.endsOn ? startsOn : values.endsOn })
              }
            />
          </Field>
          <Field label={<Trans>最后一天</Trans>} error={errors['endsOn']}>
            <DateInput value={values.endsOn} min={values.startsOn} onChange={(endsOn) => set({ endsOn })} />
          </Field>
        </div>
        <WhoFields values={values} task={task} errors={errors} onChange={set} />
        <Field
          label={<Trans>用什么证明做了（可以不填）</Trans>}
          help={<Trans>例如：活动记录、照片、会议记录。</Trans>}
          error={errors['evidence']}
        >
          <TextInput value={values.evidence} onChange={(evidence) => set({ evidence })} maxLength={200} />
        </Field>
        {sent.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(sent.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
