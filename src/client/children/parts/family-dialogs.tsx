import type { CareFile } from '#shared/children/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import type { Editing } from './family-list.tsx'

// Forms are fetched when first opened; reading a file needs none of them.
const AbsenceDialog = lazyPart(async () => (await import('./absence-dialog.tsx')).AbsenceDialog)
const CarerDialog = lazyPart(async () => (await import('./carer-dialog.tsx')).CarerDialog)
const MemberDialog = lazyPart(async () => (await import('./member-dialog.tsx')).MemberDialog)

interface FamilyDialogsProps {
  file: CareFile
  editing: Editing
  onClose: () => void
}

/** The window that belongs to what is being edited. */
export function FamilyDialogs({ file, editing, onClose }: FamilyDialogsProps) {
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
