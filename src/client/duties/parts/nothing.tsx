import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { MyDay } from '#shared/day/schema.ts'
import { NoPlan } from '#client/lib/no-plan.tsx'
import { useHasRole } from '#client/lib/session.ts'
import { buttonClass } from '#client/ui/button.tsx'
import { PageHeader } from '#client/ui/page.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { wasAsked } from './group.ts'

/** The school has not chosen a plan, and nobody owes anything. */
export function NoDay() {
  return (
    <NoPlan>
      <Trans>选好以后，这里会写明每天看望谁。</Trans>
    </NoPlan>
  )
}

/** Nothing to do: says whether that is good news or a step is missing. */
export function Nothing({ day }: { day: MyDay }) {
  const teaches = useHasRole('classTeacher', 'helpingTeacher')
  const owes = useHasRole('classTeacher', 'helpingTeacher', 'principal', 'administrator')
  if (day.planMissing) return <NoDay />
  if (!owes)
    return (
      <EmptyState
        icon="children"
        title={<Trans>没有派给您的看望</Trans>}
        action={
          <Link to="/children" className={buttonClass()}>
            <Trans>看看孩子们</Trans>
          </Link>
        }
      >
        <Trans>想起哪个孩子，可以直接打开看。</Trans>
      </EmptyState>
    )
  // Nothing was asked yet, as in a school that has just begun: nobody was seen either.
  if (!wasAsked(day))
    return (
      <EmptyState
        icon="calendar"
        title={<Trans>这个月没有排给您的看望</Trans>}
        action={
          teaches ? (
            <Link to="/my-children" className={buttonClass({ tone: 'primary' })}>
              <Trans>看看我的孩子</Trans>
            </Link>
          ) : (
            <Link to="/children" className={buttonClass()}>
              <Trans>看看孩子们</Trans>
            </Link>
          )
        }
      >
        {teaches ? (
          <Trans>到时候就列在这里。每个孩子从哪天起，“我的孩子”里写着；想起谁，现在就可以记一笔。</Trans>
        ) : (
          <Trans>到时候就列在这里。想起谁，随时可以记一笔。</Trans>
        )}
      </EmptyState>
    )
  return (
    <EmptyState
      title={<Trans>辛苦了，今天可以歇一歇</Trans>}
      action={
        <Link to="/children" className={buttonClass()}>
          <Trans>看看孩子们</Trans>
        </Link>
      }
    >
      <Trans>要看望的都看望到了。想起谁，随时可以记一笔。</Trans>
    </EmptyState>
  )
}

/** An auditor sees the log and no child. */
export function NoChildren() {
  return (
    <>
      <PageHeader title={<Trans>今日</Trans>} />
      <EmptyState
        icon="eye"
        title={<Trans>您的岗位不看孩子的信息</Trans>}
        action={
          <Link to="/audit" className={buttonClass({ tone: 'primary' })}>
            <Trans>去看查看记录</Trans>
          </Link>
        }
      >
        <Trans>谁看过、改过什么，都在查看记录里。</Trans>
      </EmptyState>
    </>
  )
}
