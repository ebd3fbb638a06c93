import { Trans, useLingui } from '@lingui/react/macro'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSeesDepartments } from '#client/lib/departments.ts'
import { useHasRole } from '#client/lib/session.ts'

function Tab({ to, children }: { to: LinkProps['to']; children: ReactNode }) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: true, includeSearch: false }}
      className="inline-flex min-h-11 shrink-0 items-center border-b-[3px] border-transparent px-2.5 font-medium sm:px-3 text-soft -outline-offset-2 hover:text-ink aria-[current=page]:border-sea aria-[current=page]:text-sea"
    >
      {children}
    </Link>
  )
}

/** From the children's board to the departments' and the school's own figures, for whoever sees several of them. */
export function BoardTabs() {
  const { t } = useLingui()
  const children = useHasRole('principal', 'administrator', 'classTeacher')
  const departments = useSeesDepartments()
  const school = useHasRole('principal', 'administrator', 'archiveKeeper')
  if (!school && !(children && departments)) return null
  return (
    <nav aria-label={t`看哪一样`} className="mb-4 flex flex-wrap gap-x-1 border-b border-line print:hidden">
      {children && (
        <Tab to="/figures">
          <Trans>孩子和班级</Trans>
        </Tab>
      )}
      {departments && (
        <Tab to="/figures/departments">
          <Trans>部门</Trans>
        </Tab>
      )}
      {school && (
        <>
          <Tab to="/figures/schooling">
            <Trans>入学巩固</Trans>
          </Tab>
          <Tab to="/figures/outside">
            <Trans>报校外</Trans>
          </Tab>
        </>
      )}
    </nav>
  )
}
