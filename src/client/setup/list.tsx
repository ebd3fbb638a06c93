import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Organisation } from '#shared/organisation/schema.ts'
import { knownName } from '#client/lib/known-name.ts'
import { planQuery } from '#client/lib/care-plan.ts'
import { planText } from '#client/lib/plan-text.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { currentYear, organisationQuery } from '#client/lib/organisation.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Ring } from '#client/ui/ring.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { StepCard, type Step } from './parts/step-card.tsx'
import { accountsQuery, daysQuery } from './queries.ts'

/** The preparations in the order in which one needs the other. */
function useSteps(organisation: Organisation): Step[] {
  const { t } = useLingui()
  const { today } = useSession().school
  const mayManageAccounts = useHasRole('administrator')
  const mayImport = useHasRole('administrator', 'archiveKeeper')
  const year = currentYear(organisation, today)
  const days = useQuery({ ...daysQuery(year?.id ?? ''), enabled: year !== undefined })
  const plan = useQuery(planQuery)
  const accounts = useQuery({ ...accountsQuery, enabled: mayManageAccounts })
  const { ready } = organisation
  const classes = organisation.classes.filter(({ yearId }) => yearId === year?.id)
  const withTeacher = classes.filter(({ teacherNames }) => teacherNames.length > 0).length
  const pupils = organisation.classes.reduce((sum, one) => sum + one.pupils, 0)
  const dayCount = days.data?.days.length ?? 0
  const classCount = classes.length
  const accountCount = accounts.data?.accounts.length ?? 0
  return [
    {
      key: 'year',
      title: t`学年和学期`,
      to: '/organisation/year',
      done: ready.years && ready.terms,
      why: t`知道哪些天上学，才算得出什么时候该谈心、该家访。`,
      state: knownName(year?.name ?? ''),
      action: t`填学年和学期`,
    },
    {
      key: 'days',
      title: t`放假和调休`,
      to: '/organisation/holidays',
      done: dayCount > 0,
      why: t`放假的日子不催老师。国家的放假安排已经替您列好，确认就行。`,
      state: plural(dayCount, { one: '定下了 # 天', other: '定下了 # 天' }),
      action: t`确认假期`,
    },
    {
      key: 'classes',
      title: t({ context: 'several', message: '班级' }),
      to: '/organisation/classes',
      done: classCount > 0,
      why: t`每个年级几个班，一次建好。`,
      state: plural(classCount, { one: '# 个班', other: '# 个班' }),
      action: t`建班级`,
    },
    {
      key: 'plan',
      title: t`关爱方案`,
      to: '/start/plan',
      done: ready.plan,
      why: t`多久谈一次心、多久联系一次家长，由方案决定。十一种现成的，选一种再改。`,
      state: plan.data?.plan ? planText(plan.data.plan.name) : '',
      action: t`选方案`,
    },
    {
      key: 'roster',
      title: t`学生名册`,
      to: '/roster',
      done: ready.pupils,
      why: t`用学校现有的 Excel 就行。导入后马上知道哪些孩子需要关爱。`,
      state: plural(pupils, { one: '名册上 # 个学生', other: '名册上 # 个学生' }),
      action: t`导入名册`,
      others: mayImport ? undefined : t`请管理员或档案员来导入。`,
    },
    {
      key: 'accounts',
      title: t`老师的帐号`,
      to: '/accounts',
      done: classCount > 0 && withTeacher === classCount,
      why: t`每个班有班主任，孩子才有人管；再给校长开一个帐号，让他看进度。`,
      state:
        withTeacher > 0
          ? t`${withTeacher} / ${classCount} 个班有班主任`
          : plural(accountCount, { one: '现在 # 个人', other: '现在 # 个人' }),
      action: t`给老师开帐号`,
      others: mayManageAccounts ? undefined : t`请管理员来开帐号。`,
    },
  ]
}

function Checklist({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui()
  const steps = useSteps(organisation)
  const doneCount = steps.filter(({ done }) => done).length
  const next = steps.find(({ done }) => !done)
  const all = steps.length
  return (
    <>
      <PageHeader
        above={organisation.school.name}
        title={next === undefined ? <Trans>都准备好了</Trans> : <Trans>准备清单</Trans>}
        below={
          next === undefined ? (
            <Trans>从现在起，每天打开“今日”就知道该看望谁。</Trans>
          ) : (
            <Trans>一步一步来，随时可以离开，做过的都存着。</Trans>
          )
        }
        aside={
          <Ring
            count={doneCount}
            of={all}
            text={`${doneCount}/${all}`}
            label={t`${all} 步里做完了 ${doneCount} 步`}
          />
        }
      />
      <ol className="space-y-2.5">
        {steps.map((step, index) => (
          <StepCard key={step.key} step={step} number={index + 1} isNext={step === next} />
        ))}
      </ol>
      {next === undefined && (
        <div className="mt-5">
          <Link to="/" className={buttonClass({ tone: 'primary', size: 'lg', wide: true })}>
            <Trans>去看今日</Trans>
          </Link>
        </div>
      )}
    </>
  )
}

/** What is still to be done before the first child is seen to; open to whoever may do it, at any time. */
export function StartPage() {
  const maySetUp = useHasRole('administrator', 'principal')
  const query = useQuery(organisationQuery)
  if (!maySetUp)
    return (
      <EmptyState icon="school" title={<Trans>学校还在准备</Trans>}>
        <Trans>管理员和校长在做准备，做好以后您的名单就会出现在“今日”。</Trans>
      </EmptyState>
    )
  return (
    <Page>
      {query.data === undefined ? (
        query.isError ? (
          <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
        ) : (
          <Skeleton rows={6} />
        )
      ) : (
        <Checklist organisation={query.data} />
      )}
    </Page>
  )
}
