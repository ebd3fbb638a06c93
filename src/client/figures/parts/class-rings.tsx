import { t } from '@lingui/core/macro'
import { Ring } from '#client/ui/ring.tsx'

export interface ClassShare {
  id: string
  name: string
  count: number
  of: number
  /** Past their due day and not done. */
  late: number
}

interface ClassRingsProps {
  classes: readonly ClassShare[]
  onOpen: (id: string) => void
}

/** 三(2)班：12 件里做到 8 件，1 件逾期 */
function ringText(name: string, count: number, of: number, late: number): string {
  if (of === 0) return t`${name}：这段时间没有要做的`
  return late === 0
    ? t`${name}：${of} 件里做到 ${count} 件`
    : t`${name}：${of} 件里做到 ${count} 件，${late} 件逾期`
}

/** One ring per class; pressing it lists who is behind the number. */
export function ClassRings({ classes, onOpen }: ClassRingsProps) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(84px,1fr))] gap-x-1 gap-y-2">
      {classes.map(({ id, name, count, of, late }) => (
        <li key={id}>
          <button
            type="button"
            onClick={() => onOpen(id)}
            className="flex w-full flex-col items-center gap-1 rounded-control px-1 py-2 transition-colors hover:bg-sea-soft"
          >
            <Ring count={count} of={of} late={late > 0} label={ringText(name, count, of, late)} />
            <span
              aria-hidden="true"
              className="line-clamp-2 max-w-full text-center text-sm [overflow-wrap:anywhere]"
            >
              {name}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
