export interface ToastMessage {
  /** `error`, and `info` with an action, stay until they are closed; `done` goes after 5 s, 10 s with an action. */
  tone: 'done' | 'error' | 'info'
  text: string
  /** One thing to do about it: undo, reload. */
  action?: { label: string; onPress: () => void }
}

type Show = (message: ToastMessage) => void

/** Messages wait here until the viewport, which is not part of the first load, has arrived. */
const waiting: ToastMessage[] = []
const listeners = new Set<() => void>()
let needed = false
let showNow: Show | undefined

/** The one way to tell something in passing. */
export function toast(message: ToastMessage): void {
  if (showNow !== undefined) return showNow(message)
  waiting.push(message)
  needed = true
  for (const listener of listeners) listener()
}

/** Called by the viewport when it is there. */
export function attachViewport(show: Show | undefined): void {
  showNow = show
  if (show !== undefined) for (const message of waiting.splice(0)) show(message)
}

/** Whether any message has come yet; the viewport is fetched with the first. */
export const isToastNeeded = (): boolean => needed

export function onToastNeeded(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
