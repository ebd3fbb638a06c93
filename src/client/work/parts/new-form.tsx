import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { DutyWork } from '#shared/work/schema.ts'
import { useDraft } from '#client/lib/draft.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { focusFirstFault } from '#client/lib/focus-fault.ts'
import { KeptWords } from '#client/lib/kept-words.tsx'
import { useSession } from '#client/lib/session.ts'
import { toast } from '#client/ui/toast.ts'
import { useFileWork } from '../queries.ts'
import { emptyDraft, faultsOf, isLate, writtenOf } from './draft.ts'
import { Save } from './save.tsx'
import { asksOf, WorkFields } from './work-fields.tsx'

/** The record of one duty: kept while it is written, confirmed only by the server. */
export function NewForm({ duty }: Pick<DutyWork, 'duty'>) {
  const { t } = useLingui()
  const { school } = useSession()
  const { today } = school
  const navigate = useNavigate()
  const [checked, setChecked] = useState(false)
  const [initial] = useState(() => emptyDraft(today))
  const draft = useDraft('work', duty.id, initial)
  const file = useFileWork(duty.id)
  const { value, change } = draft
  const asked = fieldErrors(file.error)
  const late = isLate(value, duty, school) || asked['lateReason'] !== undefined
  const faults = faultsOf(value, duty, late, today)
  const name = dutyText(duty.key)

  const save = async (form: HTMLFormElement): Promise<void> => {
    setChecked(true)
    if (Object.keys(faults).length > 0) return focusFirstFault(form)
    const filed = await file.mutateAsync(writtenOf(value)).catch(() => undefined)
    if (filed === undefined) return focusFirstFault(form)
    await draft.clear()
    toast({ tone: 'done', text: t`已记下，“${name}”这一次完成了。` })
    await navigate({ to: '/' })
  }
  const empty = (): void => {
    setChecked(false)
    void draft.clear()
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
    >
      <KeptWords restored={draft.restored} onAgain={empty} />
      <WorkFields
        draft={value}
        asks={asksOf(duty.key, draft.restored ? value : initial)}
        change={change}
        errors={{ ...asked, ...(checked && faults) }}
        late={late}
      />
      <Save busy={file.isPending} error={file.error} />
    </form>
  )
}
