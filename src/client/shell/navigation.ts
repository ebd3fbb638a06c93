import { t } from '@lingui/core/macro'
import type { Role } from '#shared/access/schema.ts'
import type { NavItem } from '#client/ui/nav.tsx'

interface Entry extends NavItem {
  /** Left out: for everybody. */
  roles?: readonly Role[]
}

const readers: readonly Role[] = [
  'principal',
  'archiveKeeper',
  'classTeacher',
  'helpingTeacher',
  'counsellor',
  'administrator',
]
const writers: readonly Role[] = ['classTeacher', 'helpingTeacher', 'counsellor', 'principal']

/** Everybody who works in the school. */
const staff: readonly Role[] = [...readers, 'auditor']

const main = (): Entry[] => [
  { to: '/', label: t`今日`, icon: 'today', exact: true, roles: staff },
  { to: '/my-card', label: t`我的卡片`, icon: 'heart', roles: ['volunteer'] },
  { to: '/children', label: t`孩子`, icon: 'children', roles: readers },
  { to: '/cards/new', label: t`记一笔`, icon: 'plus', roles: writers },
  { to: '/figures', label: t`进度`, icon: 'progress', roles: ['principal', 'administrator', 'classTeacher'] },
  { to: '/me', label: t`我的`, icon: 'me' },
]

export interface NavGroup {
  title: string
  items: NavItem[]
}

/** Everything else, by what one wants to look after: the children, the own work, the school. */
const groups = (): { title: string; items: Entry[] }[] => [
  {
    title: t`孩子的事`,
    items: [
      { to: '/incidents', label: t`突发事件`, icon: 'clock', roles: staff },
      { to: '/alerts', label: t`要留意的孩子`, icon: 'warning', roles: readers },
      { to: '/pairing', label: t`结对`, icon: 'heart', roles: readers },
      { to: '/agreements', label: t`协议和责任书`, icon: 'check', roles: readers },
      { to: '/contact-rounds', label: t`核对电话`, icon: 'phone', roles: readers },
      { to: '/duplicates', label: t`重复的登记`, icon: 'children', roles: ['principal', 'archiveKeeper'] },
      { to: '/transfers', label: t`转学和离校`, icon: 'leave', roles: ['principal', 'archiveKeeper'] },
    ],
  },
  {
    title: t`手头的工作`,
    items: [
      { to: '/handbook', label: t`班队工作手册`, icon: 'file', roles: ['principal', 'classTeacher'] },
      { to: '/diary', label: t`成长日记`, icon: 'edit', roles: ['principal', 'helpingTeacher'] },
      { to: '/tasks', label: t`工作月历`, icon: 'calendar', roles: staff },
      {
        to: '/cover',
        label: t`代办`,
        icon: 'refresh',
        roles: ['principal', 'administrator', 'classTeacher', 'helpingTeacher'],
      },
      { to: '/reviews', label: t`请看一看`, icon: 'search', roles: ['principal'] },
    ],
  },
  {
    title: t`学校`,
    items: [
      { to: '/roster', label: t`名册导入`, icon: 'roster', roles: ['administrator', 'archiveKeeper'] },
      { to: '/figures/schooling', label: t`入学和巩固`, icon: 'progress', roles: ['archiveKeeper'] },
      { to: '/own-fields', label: t`自己加的字段`, icon: 'edit', roles: ['archiveKeeper'] },
      { to: '/accounts', label: t`帐号`, icon: 'accounts', roles: ['administrator'] },
      { to: '/audit', label: t`查看记录`, icon: 'eye', roles: ['principal', 'auditor'] },
      { to: '/organisation', label: t`学校设置`, icon: 'settings', roles: ['administrator', 'principal'] },
    ],
  },
]

const allowed = (entries: Entry[], held: readonly Role[]): NavItem[] =>
  entries.filter((entry) => entry.roles?.some((role) => held.includes(role)) ?? true)

/** The five things of everyday, and all others in groups, as the roles allow. */
export function navigationFor(held: readonly Role[]): { main: NavItem[]; groups: NavGroup[] } {
  return {
    main: allowed(main(), held),
    groups: groups()
      .map(({ title, items }) => ({ title, items: allowed(items, held) }))
      .filter(({ items }) => items.length > 0),
  }
}
