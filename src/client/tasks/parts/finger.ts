import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'

/** How long a finger rests on a task until the task comes along; before that it is a tap, or scrolling. */
const HOLD_MS = 400
const SLIP_PX = 10
/** So near the edge of the screen the page moves on. */
const EDGE_PX = 72

interface Hold {
  readonly chip: HTMLElement
  readonly taskId: string
  readonly x: number
  readonly y: number
}

const dayUnder = ({ clientX, clientY }: Touch): HTMLElement | null =>
  document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-day]') ?? null

function scrollAtEdge({ clientY }: Touch): void {
  if (clientY < EDGE_PX) window.scrollBy(0, -SLIP_PX)
  else if (clientY > window.innerHeight - EDGE_PX) window.scrollBy(0, SLIP_PX)
}

/**
 * Lets a finger carry what is marked `data-task` to what is marked `data-day`. Browsers drag by touch in different ways or
 * not at all, so it is done here, the same everywhere. Returns what ends it.
 */
function carryByFinger(root: HTMLElement, onDrop: (taskId: string, day: string) => void): () => void {
  let hold: Hold | null = null
  let carried = false
  let over: HTMLElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const mark = (next: HTMLElement | null): void => {
    over?.removeAttribute('data-over')
    next?.setAttribute('data-over', '')
    over = next
  }
  const end = (): void => {
    clearTimeout(timer)
    mark(null)
    hold?.chip.removeAttribute('data-carried')
    if (hold) hold.chip.draggable = true
    hold = null
    carried = false
  }
  const begin = (event: TouchEvent): void => {
    end()
    const [touch, second] = event.touches
    const chip = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-task]') : null
    const taskId = chip?.dataset['task']
    if (!touch || second || !chip || taskId === undefined) return
    hold = { chip, taskId, x: touch.clientX, y: touch.clientY }
    // Else the browser's own drag might begin under the finger.
    chip.draggable = false
    timer = setTimeout(() => {
      carried = true
      chip.setAttribute('data-carried', '')
    }, HOLD_MS)
  }
  const move = (event: TouchEvent): void => {
    const [touch, second] = event.touches
    if (!hold || !touch) return
    if (second) end()
    else if (carried) {
      event.preventDefault()
      mark(dayUnder(touch))
      scrollAtEdge(touch)
    } else if (Math.hypot(touch.clientX - hold.x, touch.clientY - hold.y) > SLIP_PX) end()
  }
  const drop = (event: TouchEvent): void => {
    const taskId = hold?.taskId
    const day = over?.dataset['day']
    // A task let go is not pressed.
    if (carried) event.preventDefault()
    end()
    if (taskId !== undefined && day !== undefined) onDrop(taskId, day)
  }
  const still = (event: Event): void => {
    if (hold) event.preventDefault()
  }
  const listening = new AbortController()
  const { signal } = listening
  root.addEventListener('touchstart', begin, { signal, passive: true })
  root.addEventListener('touchmove', move, { signal, passive: false })
  root.addEventListener('touchend', drop, { signal, passive: false })
  root.addEventListener('touchcancel', end, { signal })
  root.addEventListener('contextmenu', still, { signal })
  return () => {
    end()
    listening.abort()
  }
}

/** For what holds tasks and days; `onDrop` is left out where the reader may move nothing. */
export function useFinger(
  onDrop: ((taskId: string, day: string) => void) | undefined,
): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null)
  const dropped = useEffectEvent((taskId: string, day: string) => onDrop?.(taskId, day))
  const moves = onDrop !== undefined
  useEffect(() => (moves && root.current ? carryByFinger(root.current, dropped) : undefined), [moves])
  return root
}
