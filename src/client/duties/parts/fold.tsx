import { type ReactNode, useId, useState } from 'react'
import { Icon } from '#client/ui/icon.tsx'

interface FoldProps {
  title: ReactNode
  /** How much is inside: read without opening it. */
  aside?: ReactNode
  children: ReactNode
}

/** What can wait, in one line that opens: a leader of a whole school sees first what cannot. */
export function Fold({ title, aside, children }: FoldProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <section className="mt-3 min-w-0">
      <h2>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          className="flex min-h-[52px] w-full items-center gap-3 rounded-card border border-line bg-white px-3.5 py-2 text-start hover:bg-paper"
        >
          <span className="flex-1 font-semibold">{title}</span>
          <span className="text-sm text-soft">{aside}</span>
          <Icon name={open ? 'up' : 'down'} className="shrink-0 text-soft" />
        </button>
      </h2>
      <div id={id} className="mt-2">
        {open && children}
      </div>
    </section>
  )
}
