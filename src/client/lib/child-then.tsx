import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A child of a list that looks back. Who has gone into other hands since is named, and leads nowhere. */
interface Then {
  readonly id: string
  readonly name: string
  readonly mayOpen: boolean
}

interface ChildThenProps {
  child: Then
  /** Beside the name, as long as the child is the reader's: its class. */
  beside?: ReactNode
  below?: ReactNode
  /** At the end of the line. */
  children?: ReactNode
}

const row = 'flex min-h-[52px] items-center gap-3 py-2'

const Gone = () => (
  <span className="inline-block text-sm text-soft">
    <Trans>现在不归您管</Trans>
  </span>
)

/** One line of a list. */
export function ChildThen({ child, beside, below, children }: ChildThenProps) {
  const { id, name, mayOpen } = child
  const said = (
    <>
      <span className="min-w-0 flex-1">
        <b className="me-2 font-semibold">{name}</b>
        {mayOpen ? <span className="inline-block text-sm text-soft">{beside}</span> : <Gone />}
        {below !== undefined && <span className="block text-sm text-soft">{below}</span>}
      </span>
      {children}
    </>
  )
  if (!mayOpen) return <li className={row}>{said}</li>
  return (
    <li>
      <Link to="/children/$id" params={{ id }} className={`${row} -outline-offset-2 hover:bg-paper`}>
        {said}
      </Link>
    </li>
  )
}

/** Many of them in a line, with room for a thumb. */
export function ChildrenThen({ children }: { children: readonly Then[] }) {
  return (
    <span className="flex flex-wrap gap-x-3">
      {children.map(({ id, name, mayOpen }) =>
        mayOpen ? (
          <Link
            key={id}
            to="/children/$id"
            params={{ id }}
            className="inline-flex min-h-11 min-w-11 items-center text-sea underline underline-offset-4"
          >
            {name}
          </Link>
        ) : (
          <span key={id} className="inline-flex min-h-11 items-center gap-1.5">
            {name}
            <Gone />
          </span>
        ),
      )}
    </span>
  )
}
