import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Icon } from '#client/ui/icon.tsx'

/** Something has happened to this child: the way to the form, with the child chosen. */
export function IncidentLink({ id, leftOn }: { id: string; leftOn: string | null }) {
  if (leftOn !== null) return null
  return (
    <p className="mb-3">
      <Link
        to="/incidents/new"
        search={{ child: id }}
        className="inline-flex min-h-11 items-center gap-2 text-danger underline-offset-4 hover:underline"
      >
        <Icon name="clock" />
        <Trans>发生突发事件</Trans>
      </Link>
    </p>
  )
}
