import { Plural } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { listRenewals } from '#shared/files/api.ts'
import { Icon } from '#client/ui/icon.tsx'
import { call } from './call.ts'

/** Files that wait to be gone through in this round: one line with the way there; nothing when all is well. */
export function RenewalsLine() {
  const { data } = useQuery({
    queryKey: ['renewals'],
    queryFn: ({ signal }) => call(listRenewals, { signal }),
  })
  const open = data?.rows.length ?? 0
  if (open === 0) return null
  return (
    <Link
      to="/renewals"
      className="mb-4 flex min-h-11 items-center gap-2.5 rounded-card border border-line bg-white px-3.5 py-2.5"
    >
      <Icon name="file" className="shrink-0 text-sea" />
      <span className="min-w-0 flex-1">
        <Plural value={open} one="还有 # 份档案要核对" other="还有 # 份档案要核对" />
      </span>
      <Icon name="forward" className="shrink-0 text-soft" />
    </Link>
  )
}
