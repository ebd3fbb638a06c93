import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { Account } from '#shared/accounts/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatInstant } from '#client/lib/format.ts'
import { roleText } from '#client/lib/role-text.ts'
import { Chip } from '#client/ui/chip.tsx'
import { isLocked, rolesOn } from './account-filter.ts'

type AccountRole = Account['roles'][number]

/** 班主任 · 三(2)班, 帮扶老师 · 林小满; of a class of another school year with its year. */
export function roleLabel({ role, className, classYear, pupilName }: AccountRole): string {
  const of = [className ?? pupilName, classYear].filter((word) => word !== null)
  return [roleText(role), ...of].join(' · ')
}

const MOST_NAMES = 2

/** One label for each role, and one for all the children somebody helps. */
function roleLabels(roles: readonly AccountRole[]): string[] {
  const helping = roles.filter(({ role }) => role === 'helpingTeacher')
  if (helping.length <= 1) return roles.map(roleLabel)
  const count = helping.length
  const names = helping.map(({ pupilName }) => pupilName).filter((name) => name !== null)
  const whom =
    names.length === count && count <= MOST_NAMES
      ? joinWords(names)
      : plural(count, { one: '# 个孩子', other: '# 个孩子' })
  const others = roles.filter(({ role }) => role !== 'helpingTeacher').map(roleLabel)
  return [...others, `${roleText('helpingTeacher')} · ${whom}`]
}

/** The roles of today. */
export function RoleChips({ account, today }: { account: Account; today: string }) {
  const { t } = useLingui()
  const roles = rolesOn(account, today)
  if (roles.length === 0) return <Chip tone="plain">{t`现在没有岗位`}</Chip>
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {roleLabels(roles).map((label) => (
        <Chip key={label}>{label}</Chip>
      ))}
    </span>
  )
}

/** Whether the person can sign in now, and what is in the way. */
export function SignInChip({ account }: { account: Account }) {
  const { t } = useLingui()
  if (account.disabled) return <Chip tone="danger">{t`已停用`}</Chip>
  if (isLocked(account)) {
    const until = formatInstant(account.lockedUntil ?? '', 'time')
    return <Chip tone="due">{t`锁到 ${until}`}</Chip>
  }
  if (account.mustChangePassword) return <Chip tone="plain">{t`还没换初始密码`}</Chip>
  return <Chip tone="done">{t`可以登录`}</Chip>
}
