import { useCallback, useEffect, useRef, useState } from 'react'
import { onLeave } from './leave.ts'
import { useSession } from './session.ts'

/** IndexedDB and its library arrive with the first form, not with the first page. */
const loadStore = () => import('./draft-store.ts')

const pause = 400

export interface Draft<Value> {
  value: Value
  /** Changes some fields; they are kept on this device a moment later. */
  change: (part: Partial<Value>) => void
  /** The form was filled from what had been typed before. */
  restored: boolean
  /** After the card is filed, or to begin anew: nothing of it is left. */
  clear: () => Promise<void>
}

interface Pending {
  timer: ReturnType<typeof setTimeout> | undefined
  write: (() => Promise<void>) | undefined
}

/**
 * What is being typed, kept on this device per person, form and child, so that a closed page, an expired session
 * or a dead battery loses nothing, and so that it can never appear in another child's card. It is kept sealed: only the
 * same person's next session opens it (H-26).
 */
export function useDraft<Value extends object>(form: string, subject: string, initial: Value): Draft<Value> {
  const { user, draftKey } = useSession()
  const userId = user.id
  const key = `${userId}|${form}|${subject}`
  const [state, setState] = useState({ key, value: initial, restored: false })
  const first = useRef(initial)
  const touched = useRef(false)
  const latest = useRef({ key, value: initial })
  const pending = useRef<Pending>({ timer: undefined, write: undefined })

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(pending.current.timer)
    const { write } = pending.current
    pending.current.write = undefined
    await write?.()
  }, [])

  useEffect(() => {
    let current = true
    touched.current = false
    latest.current = { key, value: first.current }
    setState({ key, value: first.current, restored: false })
    void loadStore()
      .then(({ readDraft }) => readDraft(key, { userId, draftKey }))
      .then((stored) => {
        if (!current || touched.current || typeof stored !== 'object' || stored === null) return
        const value = { ...first.current, ...stored }
        latest.current = { key, value }
        setState({ key, value, restored: true })
      })
      .catch(() => undefined)
    const stopListening = onLeave(flush)
    const hide = (): void => void flush()
    addEventListener('pagehide', hide)
    document.addEventListener('visibilitychange', hide)
    return () => {
      current = false
      stopListening()
      removeEventListener('pagehide', hide)
      document.removeEventListener('visibilitychange', hide)
      void flush()
    }
  }, [key, userId, draftKey, flush])

  const change = useCallback(
    (part: Partial<Value>): void => {
      touched.current = true
      const before = latest.current.key === key ? latest.current.value : first.current
      const value = { ...before, ...part }
      latest.current = { key, value }
      pending.current.write = async () => (await loadStore()).writeDraft(key, { userId, draftKey }, value)
      setState(({ restored }) => ({ key, value, restored }))
      clearTimeout(pending.current.timer)
      pending.current.timer = setTimeout(() => void flush(), pause)
    },
    [key, userId, draftKey, flush],
  )

  const clear = useCallback(async (): Promise<void> => {
    clearTimeout(pending.current.timer)
    pending.current.write = undefined
    // Only what is really gone from the device goes from the screen: a reload in between would bring it back.
    try {
      await (await loadStore()).removeDraft(key)
    } finally {
      touched.current = false
      latest.current = { key, value: first.current }
      setState({ key, value: first.current, restored: false })
    }
  }, [key])

  // Between two children the state of the first must not be seen for even one frame.
  const own = state.key === key ? state : { value: initial, restored: false }
  return { value: own.value, change, restored: own.restored, clear }
}

/** Called before sign-out. */
export async function forgetDrafts(userId: string): Promise<void> {
  await (await loadStore()).removeDraftsOf(userId)
}
