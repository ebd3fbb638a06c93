import { Link, useLocation, type LinkProps } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'

export interface NavItem {
  to: LinkProps['to']
  label: string
  icon: IconName
  /** Only the exact address counts as here, not what lies below it. */
  exact?: boolean
}

const exactly = (item: NavItem): { exact: boolean } => ({ exact: item.exact === true })

/** The five things of a phone, at the thumb. */
export function BottomNav({ items, label }: { items: readonly NavItem[]; label: string }) {
  if (items.length === 0) return null
  return (
    <nav
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-white px-1.5 pt-1 pb-[max(0.375rem,env(safe-area-inset-bottom))] lg:hidden print:hidden"
    >
      {items.map((item) => (
        <Link
          key={item.label}
          to={item.to}
          activeOptions={exactly(item)}
          className="flex min-h-[52px] min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-control text-xs text-soft -outline-offset-2 data-[status=active]:font-semibold data-[status=active]:text-sea"
        >
          <Icon name={item.icon} size={24} />
          <span className="max-w-full truncate">{item.label}</span>
        </Link>
      ))}
    </nav>
  )
}

interface SideNavProps {
  groups: readonly { title?: string; items: readonly NavItem[] }[]
  label: string
  /** Name of the product and the school. */
  head: ReactNode
  foot?: ReactNode
}

/** The place one is at stands in view, also where it lies below the edge of a low screen. */
function useHereInView() {
  const list = useRef<HTMLDivElement>(null)
  const path = useLocation({ select: ({ pathname }) => pathname })
  const shown = useRef('')
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    list.current?.querySelector('[data-status=active]')?.scrollIntoView({ block: 'nearest' })
  }, [path])
  return list
}

export function SideNav({ groups, label, head, foot }: SideNavProps) {
  const list = useHereInView()
  return (
    <nav
      aria-label={label}
      className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col border-e border-line bg-white px-3 py-3 lg:flex print:hidden"
    >
      <div ref={list} className="-mx-1 min-h-0 flex-1 scroll-py-8 overflow-y-auto px-1">
        <div className="px-3 pb-3">{head}</div>
        {groups.map((group, index) => (
          <div key={group.title ?? index} className={cx(index > 0 && 'mt-2 border-t border-line pt-2')}>
            {group.title !== undefined && <p className="px-3 pb-1 text-sm text-soft">{group.title}</p>}
            {group.items.map((item) => (
              <Link
                key={item.label}
                to={item.to}
                activeOptions={exactly(item)}
                className="flex min-h-11 items-center gap-3 rounded-control px-3 -outline-offset-2 hover:bg-paper data-[status=active]:bg-sea-soft data-[status=active]:font-semibold data-[status=active]:text-sea"
              >
                <Icon name={item.icon} size={22} />
                {item.label}
              </Link>
            ))}
          </div>
        ))}
        {/* While there is more below, a sign that the list goes on. */}
        <div
          aria-hidden="true"
          className="pointer-events-none sticky bottom-0 h-7 bg-[linear-gradient(to_top,white,transparent)]"
        />
      </div>
      {foot !== undefined && <div className="border-t border-line pt-2">{foot}</div>}
    </nav>
  )
}
