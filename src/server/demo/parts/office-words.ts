import type { Role } from '#shared/access/schema.ts'

/** Departments of the school. */
export const DEPARTMENTS = ['教务处', '德育处', '少先队', '总务处', '心理辅导室'] as const
export type DepartmentName = (typeof DEPARTMENTS)[number]

interface OwnTask {
  readonly title: string
  /** Days from today. */
  readonly inDays: number
  readonly role: Role | null
  /** Who does it, several together. */
  readonly departments?: readonly DepartmentName[]
  /** Of one whose day is over: done in time without it. */
  readonly done?: 'late' | 'not'
}

/** Work of the school's own. */
export const OWN_TASKS: readonly OwnTask[] = [
  { title: '收齐各班的关爱计划', inDays: -11, role: null, departments: ['教务处'], done: 'late' },
  { title: '换掉坏了的路灯', inDays: -9, role: null, departments: ['总务处'], done: 'not' },
  { title: '检查宿舍取暖和用电', inDays: -6, role: null, departments: ['总务处'] },
  { title: '讲一次自护自救', inDays: -5, role: null, departments: ['少先队', '心理辅导室'] },
  { title: '冬季防火疏散演练', inDays: 3, role: null, departments: ['德育处', '总务处'] },
  { title: '图书角换一批新书', inDays: 9, role: 'classTeacher', departments: ['少先队'] },
  { title: '核对孩子家里的联系电话', inDays: 16, role: 'archiveKeeper' },
]

/** What class teachers mean to do in a week. */
export const WEEK_PLANS: readonly string[] = [
  '周二放学后和两个孩子聊聊；周四给家里打电话；班会讲冬天的用电安全。',
  '把这个月还没联系到的家长打一遍；午休陪住校的孩子读书。',
  '和孩子们一起出黑板报；周五下午家访一户，先约好时间。',
  '期中以后分头谈心，先找话少的几个；提醒家里添冬衣。',
  '周一班会选小组长；周三教大家记住家里的电话号码。',
  '运动会，请每个孩子都有事做；会后给爸爸妈妈发一句消息。',
]

/** Of a class's week, about nobody in particular. */
export const CLASS_NOTES: readonly string[] = [
  '班会讲了上学路上的安全，大家画了自己的路线。',
  '下雨，放学时把走读的孩子都送到了校门口。',
  '周五大扫除，孩子们自己分了工，做得很快。',
  '午休读了一本书，好几个孩子想借回家。',
  '全班给新来的同学讲了学校里的事。',
]

/** A helping teacher's own words about a child; they name nobody. */
export const DIARY_NOTES: readonly string[] = [
  '今天主动来办公室，讲了周末放牛的事，比上次话多。',
  '作业写得整齐了。说奶奶夸了，很高兴。',
  '有点想妈妈，一起算了算还有几天过年。',
  '下次带一本讲昆虫的书，一定喜欢。',
  '篮球赛进了一个球，跑来告诉我。',
  '话不多，陪着走了一圈操场，明天再看看。',
]
