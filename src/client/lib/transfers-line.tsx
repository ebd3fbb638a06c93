import { Plural, Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Icon } from '#client/ui/icon.tsx'
import { noticesQuery } from './notices.ts'

/** Requests of other schools that wait for an answer, and new answers to ours: one line with the way there. */
export function TransfersLine() {
  const { data } = useQuery(noticesQuery)
  const items = data?.items ?? []
  const asked = items.filter(({ kind, settled }) => kind === 'transferAsked' && !settled).length
  const answered = items.filter(({ kind, read }) => kind === 'transferAnswered' && !read).length
  if (asked === 0 && answered === 0) return null
  return (
    <Link
      to="/transfers"
      className="mb-4 flex min-h-11 items-center gap-2.5 rounded-card border border-line bg-white px-3.5 py-2.5"
    >
      <Icon name="leave" className="shrink-0 text-sea" />
      <span className="min-w-0 flex-1">
        {asked > 0 && (
          <Plural value={asked} one="有 # 个转学的孩子等我们答复" other="有 # 个转学的孩子等我们答复" />
        )}
        {asked > 0 && answered > 0 && ' · '}
        {answered > 0 && <Trans>转学有了答复</Trans>}
      </span>
      <Icon name="forward" className="shrink-0 text-soft" />
    </Link>
  )
}
