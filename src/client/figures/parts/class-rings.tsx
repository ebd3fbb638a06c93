import { useLingui } from '@lingui/react/macro'
import { Ring } from '#client/ui/ring.tsx'

export interface ClassShare {
  id: string
  name: string
  count: number
  of: number
}

interface ClassRingsProps {
  classes: readonly ClassShare[]
  onOpen: (id: string) => void
}

/** One ring per class; pressing it lists who is behind the number. */
export function ClassRings({ classes, onOpen }: ClassRingsProps) {
  const { t } = useLingui()
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(84px,1fr))] gap-x-1 gap-y-2">
      {classes.map(({ id, name, count, of }) => (
        <li key={id}>
          <button
            type="button"
            onClick={() => onOpen(id)}
            className="flex w-full flex-col items-center gap-1 rounded-control px-1 py-2 transition-colors hover:bg-sea-soft"
          >
            <Ring
              count={count}
              of={of}
              label={of === 0 ? t`${name}：这段时间没有要做的` : t`${name}：${of} 件里做到 ${count} 件`}
            />
            <span aria-hidden="true" className="max-w-full truncate text-sm">
              {name}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
