import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Bell } from '#client/lib/bell.tsx'
import { useHasRole } from '#client/lib/session.ts'

const tab =
  'inline-flex min-h-11 items-center border-b-[3px] border-transparent px-2 font-medium whitespace-nowrap sm:px-3 text-soft -outline-offset-2 hover:text-ink data-[status=active]:border-sea data-[status=active]:text-sea'

/** Today, the week, the own children: three looks at the same duties. */
export function DayTabs() {
  const { t } = useLingui()
  const teaches = useHasRole('classTeacher', 'helpingTeacher')
  return (
    <nav aria-label={t`今日和本周`} className="-mt-2 mb-4 flex gap-1 border-b border-line print:hidden">
      <Link to="/" activeOptions={{ exact: true }} className={tab}>
        {t`今日`}
      </Link>
      <Link to="/week" className={tab}>
        {t`本周`}
      </Link>
      {teaches && (
        <Link to="/my-children" className={tab}>
          {t`我的孩子`}
        </Link>
      )}
      <span className="ms-auto lg:hidden">
        <Bell />
      </span>
    </nav>
  )
}
