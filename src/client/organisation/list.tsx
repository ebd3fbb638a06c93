import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Organisation } from '#shared/organisation/schema.ts'
import { departmentsQuery } from '#client/lib/departments.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { currentYear, organisationQuery } from '#client/lib/organisation.ts'
import { knownName } from '#client/lib/known-name.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Icon, type IconName } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { SchoolCard } from './parts/school-card.tsx'
import { Managed } from './parts/managed.tsx'

interface EntryProps {
  to: LinkProps['to']
  icon: IconName
  title: ReactNode
  children: ReactNode
}

/** One part of the settings: what it says now, and the way in. */
function Entry({ to, icon, title, children }: EntryProps) {
  return (
    <Link to={to} className="flex items-center gap-3 px-3.5 py-3 -outline-offset-2 hover:bg-paper">
      <Icon name={icon} size={22} className="shrink-0 text-sea" />
      <span className="min-w-0 flex-1">
        <span className="block font-semibold">{title}</span>
        <span className="block text-sm text-soft">{children}</span>
      </span>
      <Icon name="forward" className="shrink-0 text-soft" />
    </Link>
  )
}

function YearLine({ organisation, today }: { organisation: Organisation; today: string }) {
  const year = currentYear(organisation, today)
  if (year === undefined) return <Trans>还没有学年</Trans>
  const term = year.terms.find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn)
  if (term === undefined) return <>{knownName(year.name)}</>
  const range = formatDateRange(term.startsOn, term.endsOn)
  return (
    <>
      {knownName(year.name)} · {knownName(term.name)} · {range}
    </>
  )
}

function DepartmentCount() {
  const { t } = useLingui()
  const count = useQuery(departmentsQuery).data?.departments.length ?? 0
  return count === 0 ? t`教务处、少先队、总务处等` : plural(count, { one: '# 个部门', other: '# 个部门' })
}

function Limits({ organisation }: { organisation: Organisation }) {
  const { carer, parent, authority, town } = organisation.school.settings.emergency
  return (
    <Trans>
      家里 {carer}、{parent} 分钟，上级 {authority}、{town} 分钟
    </Trans>
  )
}

function Parts({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui()
  const { today } = useSession().school
  const year = currentYear(organisation, today)
  const count = organisation.classes.filter(({ yearId }) => yearId === year?.id).length
  return (
    <Section title={<Trans>这所学校</Trans>}>
      <Card pad="none" className="divide-y divide-line">
        <Entry to="/organisation/year" icon="calendar" title={<Trans>学年和学期</Trans>}>
          <YearLine organisation={organisation} today={today} />
        </Entry>
        <Entry to="/organisation/holidays" icon="today" title={<Trans>放假和调休</Trans>}>
          <Trans>这些天不安排谈心和家访</Trans>
        </Entry>
        <Entry to="/organisation/classes" icon="children" title={<Trans context="several">班级</Trans>}>
          {count === 0 ? t`还没有班级` : plural(count, { one: '# 个班', other: '# 个班' })}
        </Entry>
        <Entry to="/organisation/departments" icon="school" title={<Trans>部门</Trans>}>
          <DepartmentCount />
        </Entry>
        <Entry to="/start/plan" icon="heart" title={<Trans>关爱方案</Trans>}>
          {organisation.ready.plan ? t`已经选好` : t`还没有选`}
        </Entry>
        <Entry to="/appraisal" icon="lock" title={<Trans>考核奖励</Trans>}>
          <Trans>方案六、八按名次发奖的办法，默认不开</Trans>
        </Entry>
        <Entry to="/organisation/reminders" icon="bell" title={<Trans>提醒、补记和说明</Trans>}>
          {organisation.school.settings.escalation.on ? t`到了天数一级一级提醒` : t`没有打开`}
        </Entry>
        <Entry to="/organisation/emergency" icon="clock" title={<Trans>突发事件的时限</Trans>}>
          <Limits organisation={organisation} />
        </Entry>
        <Entry to="/own-fields" icon="file" title={<Trans>档案里自己加的字段</Trans>}>
          <Trans>学校还想知道什么，为什么问</Trans>
        </Entry>
        <Entry to="/start" icon="check" title={<Trans>准备清单</Trans>}>
          <Trans>做到哪一步了，下一步是什么</Trans>
        </Entry>
      </Card>
    </Section>
  )
}

export function OrganisationPage() {
  const query = useQuery(organisationQuery)
  return (
    <Page>
      <PageHeader title={<Trans>学校设置</Trans>} />
      <Managed>
        {query.data === undefined ? (
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
          ) : (
            <Skeleton />
          )
        ) : (
          <>
            <SchoolCard school={query.data.school} />
            <Parts organisation={query.data} />
          </>
        )}
      </Managed>
    </Page>
  )
}
