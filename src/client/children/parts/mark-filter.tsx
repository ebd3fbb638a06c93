import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { CareCategory } from '#shared/marks/schema.ts'
import { useHasRole } from '#client/lib/session.ts'
import { Icon } from '#client/ui/icon.tsx'
import { markText } from './mark-words.ts'

/** That only these are shown, and back to all. */
export function MarkFilter({ mark, onEnd }: { mark: CareCategory; onEnd: () => void }) {
  const { t } = useLingui()
  const what = markText(mark)
  return (
    <button
      type="button"
      aria-label={t`不再只看“${what}”`}
      onClick={onEnd}
      className="inline-flex min-h-11 items-center gap-1.5 rounded-full border border-edge bg-white px-4 py-1.5"
    >
      {t`只看：${what}`} <Icon name="close" size={18} />
    </button>
  )
}

/** Whoever may list who is marked; the server asks the policy. */
export const useKnowsMarks = (): boolean =>
  useHasRole('counsellor', 'principal', 'archiveKeeper', 'classTeacher')

/** To the numbers of those looked after for other reasons, for whoever may know them. */
export function MarksLink() {
  if (!useKnowsMarks()) return null
  return (
    <Link
      to="/children/marks"
      className="inline-flex min-h-11 items-center text-sea underline-offset-4 hover:underline"
    >
      <Trans>另外照顾的孩子</Trans>
    </Link>
  )
}
