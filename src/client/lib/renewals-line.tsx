import { Plural } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { listRenewals } from '#shared/files/api.ts'
import { call } from './call.ts'
import { WayLine } from './way-line.tsx'

/** Files that wait to be gone through in this round: one line with the way there; nothing when all is well. */
export function RenewalsLine() {
  const { data } = useQuery({
    queryKey: ['renewals'],
    queryFn: ({ signal }) => call(listRenewals, { signal }),
  })
  const open = data?.rows.length ?? 0
  if (open === 0) return null
  return (
    <WayLine to="/renewals" icon="file">
      <Plural value={open} one="还有 # 份档案要核对" other="还有 # 份档案要核对" />
    </WayLine>
  )
}
