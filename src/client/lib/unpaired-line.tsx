import { Plural } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getPairingSummary } from '#shared/pairing/api.ts'
import { call } from './call.ts'
import { WayLine } from './way-line.tsx'

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
    <WayLine to="/pairing" icon="heart">
      {open > 0 && <Plural value={open} one="还有 # 个孩子没有人结对" other="还有 # 个孩子没有人结对" />}
      {open > 0 && data.reviewsDue > 0 && ' · '}
      {data.reviewsDue > 0 && (
        <Plural value={data.reviewsDue} one="# 对该看看效果了" other="# 对该看看效果了" />
      )}
    </WayLine>
  )
}
