import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Bell } from '#client/lib/bell.tsx'
import { useHasRole } from '#client/lib/session.ts'

const tab =
  'inline-flex min-h-11 shrink-0 items-center border-b-[3px] border-transparent px-2 font-medium whitespace-nowrap sm:px-3 text-soft -outline-offset-2 hover:text-ink data-[status=active]:border-sea data-[status=active]:text-sea'

/** Today, the week, the own children: three looks at the same duties. */
export function DayTabs() {
  const { t } = useLingui()
  const teaches = useHasRole('classTeacher', 'helpingTeacher')
  return (
    <div className="-mt-2 mb-4 flex border-b border-line print:hidden">
      <nav aria-label={t`今日和本周`} className="flex min-w-0 flex-1 overflow-x-auto sm:gap-1">
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
      </nav>
      <span className="lg:hidden">
        <Bell />
      </span>
    </div>
  )
}
