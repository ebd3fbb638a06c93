import { Plural } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { getPairingSummary } from '#shared/pairing/api.ts'
import { Icon } from '#client/ui/icon.tsx'
import { call } from './call.ts'

/** Children nobody helps yet, and pairs to look at: one line, fetched after everything else; nothing when all is well. */
export function UnpairedLine() {
  const { data } = useQuery({
    queryKey: ['pairings', 'summary'],
    queryFn: ({ signal }) => call(getPairingSummary, { signal }),
  })
  if (data === undefined) return null
  const open = data.children - data.covered
  if (open === 0 && data.reviewsDue === 0) return null
  return (
    <Link
      to="/pairing"
      className="mb-4 flex min-h-11 items-center gap-2.5 rounded-card border border-line bg-white px-3.5 py-2.5"
    >
      <Icon name="heart" className="shrink-0 text-sea" />
      <span className="min-w-0 flex-1">
        {open > 0 && <Plural value={open} one="还有 # 个孩子没有人结对" other="还有 # 个孩子没有人结对" />}
        {open > 0 && data.reviewsDue > 0 && ' · '}
        {data.reviewsDue > 0 && (
          <Plural value={data.reviewsDue} one="# 对该看看效果了" other="# 对该看看效果了" />
        )}
      </span>
      <Icon name="forward" className="shrink-0 text-soft" />
    </Link>
  )
}
