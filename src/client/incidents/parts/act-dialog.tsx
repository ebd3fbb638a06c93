import { t } from '@lingui/core/macro'
import { useEffect, useState, type ReactNode } from 'react'
import type { Channel, Incident } from '#shared/incidents/schema.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { useDraft } from '#client/lib/draft.ts'
import { errorText } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { KeptWords } from '#client/lib/kept-words.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'

/** What went wrong, said of an incident: others work on it at the same time. */
function actErrorText(error: unknown): string {
  if (error instanceof ApiError && error.code === 'not-allowed-now')
    return t`别人刚刚已经记过，或者结束了这件事。关上这个窗口看一看。`
  if (error instanceof ApiError && error.code === 'already-exists')
    return t`先前那一次已经记下了，在下面看得到；后来改的还没有。要另记一条，再按一次。`
  return errorText(error)
}

interface Sent<Body> {
  mutate: (body: Body, options: { onSuccess: () => void }) => void
  status: string
  isPending: boolean
  error: unknown
}

interface ActOptions<Body> {
  incident: Pick<Incident, 'steps'>
  /** Which window, and what it is about: words of the one never stand in another. */
  what: string
  subject: string
  sent: Sent<Body>
  onClose: () => void
}

/**
 * What is written in one of the windows of an incident: kept on the device until the server has it, so that a window closed by a
 * slip, a lost signal or an ended session loses nothing. The id is kept with it: sent again it is still the same line.
 */
export function useAct<Words extends { text: string; channel?: Channel }, Body>(
  { incident, what, subject, sent, onClose }: ActOptions<Body>,
  empty: () => Words,
) {
  const [initial] = useState(() => ({ ...empty(), id: newId() }))
  const draft = useDraft<Words & { id: string }>(`incident-${what}`, subject, initial)
  const { value: words, change, clear } = draft
  // Kept from a time when only the answer was lost: the same words are there already, other words are a line of their own.
  const arrived = sent.status === 'idle' ? incident.steps.find(({ id }) => id === words.id) : undefined
  const isDone = arrived?.text === (words.text.trim() || null) && arrived.channel === (words.channel ?? null)
  // Of what was sent just now the server says whether it is the same.
  const isTaken = sent.error instanceof ApiError && sent.error.code === 'already-exists'
  const isOther = isTaken || (arrived !== undefined && !isDone)
  useEffect(() => {
    if (isOther) change({ id: newId() } as Partial<Words & { id: string }>)
  }, [isOther, change])
  useEffect(() => {
    if (isDone) void clear()
  }, [isDone, clear])
  const send = (body: Body): void =>
    sent.mutate(body, {
      onSuccess: () => {
        void clear()
        onClose()
      },
    })
  return { words, change, draft, send, sent, onClose }
}

interface ActDialogProps {
  act: {
    draft: { restored: boolean; clear: () => Promise<void> }
    sent: { isPending: boolean; error: unknown }
    onClose: () => void
  }
  title: ReactNode
  description: ReactNode
  /** The verb of the act. */
  verb: ReactNode
  tone?: 'primary' | 'danger'
  disabled?: boolean
  onSave: () => void
  children: ReactNode
}

/** A window with one act, its words kept, and what went wrong below them. */
export function ActDialog({
  act,
  title,
  description,
  verb,
  tone = 'primary',
  disabled = false,
  onSave,
  children,
}: ActDialogProps) {
  const { draft, sent, onClose } = act
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      actions={
        <Button tone={tone} size="lg" busy={sent.isPending} disabled={disabled} onClick={onSave}>
          {verb}
        </Button>
      }
    >
      <KeptWords restored={draft.restored} onAgain={() => void draft.clear()} />
      {children}
      {sent.error !== null && (
        <div className="mt-3">
          <Banner tone="danger">{actErrorText(sent.error)}</Banner>
        </div>
      )}
    </Dialog>
  )
}
