import { Plural, Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { noticesQuery } from './notices.ts'
import { WayLine } from './way-line.tsx'

/** Requests of other schools that wait for an answer, and new answers to ours: one line with the way there. */
export function TransfersLine() {
  const { data } = useQuery(noticesQuery)
  const items = data?.items ?? []
  const asked = items.filter(({ kind, settled }) => kind === 'transferAsked' && !settled).length
  const answered = items.filter(({ kind, read }) => kind === 'transferAnswered' && !read).length
  if (asked === 0 && answered === 0) return null
  return (
    <WayLine to="/transfers" icon="leave">
      {asked > 0 && (
        <Plural value={asked} one="有 # 个转学的孩子等我们答复" other="有 # 个转学的孩子等我们答复" />
      )}
      {asked > 0 && answered > 0 && ' · '}
      {answered > 0 && <Trans>转学有了答复</Trans>}
    </WayLine>
  )
}
