import { Plural, Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Icon } from '#client/ui/icon.tsx'
import { noticesQuery } from './notices.ts'

const most = 99

/** The way to the notices, with the number of unread ones; `wide` with its name beside it. */
export function Bell({ wide = false }: { wide?: boolean }) {
  const { data } = useQuery(noticesQuery)
  const unread = data?.unread ?? 0
  return (
    <Link
      to="/notices"
      className={
        wide
          ? 'flex min-h-11 items-center gap-3 rounded-control px-3 -outline-offset-2 hover:bg-paper data-[status=active]:bg-sea-soft data-[status=active]:font-semibold data-[status=active]:text-sea'
          : 'inline-flex min-h-11 min-w-11 items-center justify-center gap-1 rounded-control text-sea hover:bg-sea-soft'
      }
    >
      <Icon name="bell" size={22} />
      <span className={wide ? 'flex-1' : 'visually-hidden'}>
        <Trans>提醒</Trans>
      </span>
      {unread > 0 && (
        <span className="visually-hidden">
          <Plural value={unread} one="# 条没看过" other="# 条没看过" />
        </span>
      )}
      {unread > 0 && (
        <span
          aria-hidden="true"
          className="min-w-6 rounded-full bg-amber-soft px-1.5 text-center text-sm leading-6 font-semibold text-amber"
        >
          {unread > most ? `${most}+` : unread}
        </span>
      )}
    </Link>
  )
}
