import { lazy, Suspense } from 'react'
import type { CareFile } from '#shared/children/schema.ts'
import type { Editing } from './family-list.tsx'

// Forms are fetched when first opened; reading a file needs none of them.
const AbsenceDialog = lazy(async () => ({ default: (await import('./absence-dialog.tsx')).AbsenceDialog }))
const CarerDialog = lazy(async () => ({ default: (await import('./carer-dialog.tsx')).CarerDialog }))
const MemberDialog = lazy(async () => ({ default: (await import('./member-dialog.tsx')).MemberDialog }))

interface FamilyDialogsProps {
  file: CareFile
  editing: Editing
  onClose: () => void
}

function Opened({ file, editing, onClose }: FamilyDialogsProps) {
  const childId = file.basics.id
  if (editing === null) return null
  if (editing.kind === 'member')
    return <MemberDialog childId={childId} member={editing.member} onClose={onClose} />
  if (editing.kind === 'absence')
    return (
      <AbsenceDialog childId={childId} member={editing.member} absence={editing.absence} onClose={onClose} />
    )
  return <CarerDialog childId={childId} members={file.members} carer={editing.carer} onClose={onClose} />
}

/** The window that belongs to what is being edited. */
export function FamilyDialogs(props: FamilyDialogsProps) {
  return (
    <Suspense>
      <Opened {...props} />
    </Suspense>
  )
}
