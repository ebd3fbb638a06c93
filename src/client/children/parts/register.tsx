import { Plural, Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { CareFile } from '#shared/children/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Icon } from '#client/ui/icon.tsx'

/** Whoever may see the log may see who opened this file. */
export function SeenBy({ file }: { file: CareFile }) {
  const reads = useHasRole('principal', 'auditor')
  const people = file.seenBy
  if (!reads)
    return (
      <p className="mt-5 text-sm text-soft">
        <Plural
          value={people}
          one="# 个人看过这份档案。每次查看都有记录。"
          other="# 个人看过这份档案。每次查看都有记录。"
        />
      </p>
    )
  return (
    <p className="mt-5">
      <Link
        to="/audit"
        search={{ pupilId: file.basics.id, kind: 'read' }}
        className="inline-flex min-h-11 items-center gap-2 text-sea underline-offset-4 hover:underline"
      >
        <Icon name="eye" />
        <Plural value={people} one="谁看过：# 个人" other="谁看过：# 个人" />
      </Link>
    </p>
  )
}

/** Another class, another school, out, or back again: for those who keep the register. */
export function MoveLink({ file }: { file: CareFile }) {
  const isGone = file.basics.leftOn !== null
  const keeps = useHasRole('principal', 'archiveKeeper')
  const moves = useHasRole('administrator')
  if (!keeps && (!moves || isGone)) return null
  return (
    <p className="mt-5">
      <Link
        to="/children/$id/move"
        params={{ id: file.basics.id }}
        className="inline-flex min-h-11 items-center gap-2 text-sea underline-offset-4 hover:underline"
      >
        <Icon name={isGone ? 'undo' : 'leave'} />
        {isGone ? <Trans>又回到我们学校</Trans> : <Trans>换班、转学、离校</Trans>}
      </Link>
    </p>
  )
}

/** Nothing is owed to the child here any more. */
export function Gone({ leftOn }: { leftOn: string }) {
  const since = formatDate(leftOn, 'full')
  return (
    <div className="mt-3">
      <Banner>
        <Trans>{since}离校，不再排任务。</Trans>
      </Banner>
    </div>
  )
}
