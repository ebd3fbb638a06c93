import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
// oxlint-disable-next-line no-restricted-imports -- the one place that wraps it
import { Component, createElement, lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react'
import { Button } from '#client/ui/button.tsx'
import { toast } from '#client/ui/toast.ts'
import { loadFieldWords } from './i18n.ts'
import { isServerThere, mayFetch } from './may-fetch.ts'

class NotLoaded extends Error {
  /** There is a signal: the browser keeps what failed for the life of the page, and only a new page asks again. */
  readonly stuck: boolean

  constructor(stuck: boolean, cause?: unknown) {
    super('a part of the program did not arrive', { cause })
    this.stuck = stuck
  }
}

async function fetchPart<Part>(load: () => Promise<Part>): Promise<Part> {
  if (!(await mayFetch())) throw new NotLoaded(false)
  try {
    const [part] = await Promise.all([load(), loadFieldWords()])
    return part
  } catch (cause) {
    throw new NotLoaded(await isServerThere(), cause)
  }
}

const reopen = () => ({ label: t`重新打开这一页`, onPress: () => location.reload() })

interface GuardProps {
  onClose: (() => void) | undefined
  onRetry: () => void
  children: ReactNode
}

/** What did not arrive must not take the page beside it away: a window closes again with a word, a part offers another try. */
class Guard extends Component<GuardProps, { error?: Error | undefined }> {
  override state: { error?: Error | undefined } = {}

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidCatch(error: Error): void {
    const { onClose } = this.props
    if (!(error instanceof NotLoaded) || onClose === undefined) return
    if (error.stuck) toast({ tone: 'error', text: t`没有打开。请重新打开这一页再试。`, action: reopen() })
    else toast({ tone: 'error', text: t`没有打开，现在没有信号。有信号后再点一次。` })
    onClose()
  }

  readonly #retry = (): void => {
    this.props.onRetry()
    this.setState({ error: undefined })
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    if (!(error instanceof NotLoaded)) throw error
    if (this.props.onClose !== undefined) return null
    const { label, onPress } = error.stuck ? reopen() : { label: t`再试一次`, onPress: this.#retry }
    return (
      <p role="alert" className="flex flex-wrap items-center gap-x-3 text-soft">
        <Trans>这一块没有打开。</Trans>
        <Button tone="plain" onClick={onPress}>
          {label}
        </Button>
      </p>
    )
  }
}

/**
 * A part of a screen that is fetched when it is first shown: `lazyPart(async () => (await import('./form.tsx')).Form)`. What
 * failed is fetched again the next time it is shown, which React's own `lazy` never does.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback?: ReactNode,
): (props: Props) => ReactNode {
  const begin = (): ComponentType<Props> =>
    lazy(async () => {
      try {
        return { default: await fetchPart(load) }
      } catch (error) {
        current = begin()
        throw error
      }
    })
  let current = begin()
  return function LazyPart(props) {
    // Kept while it is on its way: a failed one must reach the guard, not begin anew.
    const [Part, setPart] = useState(() => current)
    const onClose = 'onClose' in props ? (props.onClose as () => void) : undefined
    return (
      <Guard onClose={onClose} onRetry={() => setPart(() => current)}>
        <Suspense fallback={fallback}>{createElement(Part, props)}</Suspense>
      </Guard>
    )
  }
}
