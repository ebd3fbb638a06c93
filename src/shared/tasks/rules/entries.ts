import type { Role } from '#shared/access/schema.ts'

/** What to mind before carrying an entry out, so that it hurts no child. */
export type EntryCare =
  /** Painful for a child without parents near: another choice, without asking why (H-14). */
  | 'theme'
  /** Each sees the own result only (H-08, H-19). */
  | 'private'
  /** Two visitors, the carer told before (H-10). */
  | 'visit'
  /** Nobody is named or photographed for being helped (H-16). */
  | 'aid'

interface Words {
  readonly zh: string
  readonly en: string
}

export interface CalendarEntry {
  readonly key: string
  /** 1–12. */
  readonly month: number
  readonly clause: string
  readonly title: Words
  /** Suggested: the school gives it to whom it likes; null = the school as a whole. */
  readonly ownerRole: Role | null
  readonly evidence: Words
  readonly care: EntryCare | null
}

const entry = (
  key: string,
  clause: string,
  title: readonly [zh: string, en: string],
  ownerRole: Role | null,
  evidence: readonly [zh: string, en: string],
  care: EntryCare | null = null,
): CalendarEntry => ({
  key,
  month: Number(key.slice(0, 2)),
  clause,
  title: { zh: title[0], en: title[1] },
  ownerRole,
  evidence: { zh: evidence[0], en: evidence[1] },
  care,
})

/** The 42 entries of plan 2's calendar (D50, P2-51…P2-95), by month and number; worded for every reader of a calendar. */
export const calendarEntries: readonly CalendarEntry[] = [
  entry('02-1', 'P2-51', ['建好信息档案', 'Set up the information archive'], 'archiveKeeper', [
    '档案',
    'files of the children',
  ]),
  entry(
    '02-2',
    'P2-52',
    ['定工作计划，成立关爱小组', 'Make the work plan, form the care team'],
    'principal',
    ['计划、会议记录、名单', 'plan, minutes of the meeting, list of names'],
  ),
  entry('02-3', 'P2-54', ['摸底：基本信息再核一遍', 'Survey: renew the basic data'], 'classTeacher', [
    '核对记录',
    'record of the check',
  ]),
  entry('03-1', 'P2-55', ['活动室建设', 'Set up the children’s room'], null, [
    '检查表',
    'filled-in checklist',
  ]),
  entry('03-2', 'P2-56', ['开通亲情电话', 'Open the family telephone'], null, ['通话登记', 'log of calls']),
  entry('03-3', 'P2-57', ['各项安全教育', 'Safety lessons'], 'classTeacher', [
    '教案、课堂记录',
    'lesson plans and class records',
  ]),
  entry('03-4', 'P2-58', ['参加全县会议', 'Attend the county’s meeting'], 'principal', [
    '会议记录',
    'minutes of the meeting',
  ]),
  entry(
    '04-1',
    'P2-59',
    ['健康、安全、学习、品德教育', 'Lessons on health, safety, study and conduct'],
    'classTeacher',
    ['教案、课堂记录', 'lesson plans and class records'],
  ),
  entry('04-2', 'P2-60', ['艺术体操展演', 'Gymnastics show'], null, ['活动记录', 'record of the activity']),
  entry('04-3', 'P2-61', ['师生帮扶活动', 'Teachers and pupils help one another'], null, [
    '活动记录',
    'record of the activity',
  ]),
  entry(
    '04-4',
    'P2-62',
    ['学习或生活有困难的孩子：帮一把', 'A hand for children with difficulties in study or life'],
    null,
    ['帮扶记录', 'records of the help given'],
    'aid',
  ),
  entry('05-1', 'P2-63', ['主题班会', 'Theme class meeting'], 'classTeacher', [
    '班会记录',
    'record of the class meeting',
  ]),
  entry('05-2', 'P2-64', ['关爱活动周', 'Care activity week'], null, [
    '系列活动记录',
    'records of the activities',
  ]),
  entry('05-3', 'P2-65', ['师生结对', 'Teachers and pupils pair up'], null, ['结对名单', 'list of pairings']),
  entry('05-4', 'P2-66', ['文体活动', 'Culture and sport'], null, ['活动记录', 'record of the activity']),
  entry('06-1', 'P2-67', ['关爱活动继续', 'Care activities go on'], null, [
    '活动记录',
    'record of the activity',
  ]),
  entry('06-2', 'P2-68', ['活动室中期检查', 'Mid-term inspection of the children’s room'], 'principal', [
    '检查材料、得分',
    'papers of the inspection and its score',
  ]),
  entry(
    '07-1',
    'P2-69',
    ['录一段话给父母', 'A video message to the parents'],
    null,
    ['录制登记', 'list of recordings'],
    'theme',
  ),
  entry(
    '07-2',
    'P2-70',
    ['素质测试', 'Ability test'],
    null,
    ['只给本人的结果', 'results, each shown to its own pupil only'],
    'private',
  ),
  entry(
    '08-1',
    'P2-71',
    ['暑期大家访；读好书', 'Summer home visits; good books'],
    'classTeacher',
    ['家访记录、读书登记', 'records of visits, list of books read'],
    'visit',
  ),
  entry(
    '08-2',
    'P2-73',
    ['学习和生活照料；健康安全教育', 'Care for study and life; health and safety'],
    'classTeacher',
    ['记录、教案', 'records and lesson plans'],
  ),
  entry('08-3', 'P2-74', ['暑期社会实践', 'Summer social practice'], null, [
    '活动记录',
    'record of the activity',
  ]),
  entry('09-1', 'P2-75', ['欢迎回校', 'Welcome back'], null, ['活动记录', 'record of the activity']),
  entry('09-2', 'P2-76', ['兴趣小组', 'Interest groups'], null, ['分组名单', 'list of the groups']),
  entry('09-3', 'P2-77', ['档案：补齐基本信息', 'Archive: complete the basic data'], 'archiveKeeper', [
    '完整率',
    'how complete the files are',
  ]),
  entry('09-4', 'P2-78', ['关爱主题班会', 'Class meeting on caring'], 'classTeacher', [
    '班会记录',
    'record of the class meeting',
  ]),
  entry('09-5', 'P2-79', ['民族精神月', 'National-spirit month'], null, [
    '活动记录',
    'record of the activity',
  ]),
  entry('10-1', 'P2-80', ['向国旗敬礼', 'Salute the flag'], null, ['活动记录', 'record of the activity']),
  entry('10-2', 'P2-81', ['充实成长记录袋', 'Fill the growth bags'], 'classTeacher', [
    '作品',
    'works of the children',
  ]),
  entry(
    '10-3',
    'P2-82',
    ['看一部感恩电影', 'A film about gratitude'],
    null,
    ['活动记录', 'record of the activity'],
    'theme',
  ),
  entry('10-4', 'P2-83', ['环保社会实践', 'Environment practice'], null, [
    '活动记录',
    'record of the activity',
  ]),
  entry('11-1', 'P2-84', ['师生结对、班级结对', 'Pairing of teachers and pupils, and of classes'], null, [
    '结对名单',
    'list of pairings',
  ]),
  entry('11-2', 'P2-85', ['心理健康讲座', 'Lecture on mental health'], 'counsellor', [
    '讲座记录',
    'record of the lecture',
  ]),
  entry(
    '11-3',
    'P2-86',
    ['自理能力比赛', 'Self-care contest'],
    null,
    ['活动记录', 'record of the activity'],
    'theme',
  ),
  entry('11-4', 'P2-87', ['读一本好书', 'Read one good book'], 'classTeacher', [
    '读书登记',
    'list of books read',
  ]),
  entry(
    '11-5',
    'P2-88',
    ['家访和谈心', 'Home visits and talks'],
    'classTeacher',
    ['家访、谈心记录', 'records of visits and talks'],
    'visit',
  ),
  entry('12-1', 'P2-89', ['家长代表座谈会', 'Meeting with parents’ representatives'], 'principal', [
    '会议记录',
    'minutes of the meeting',
  ]),
  entry('12-2', 'P2-90', ['送温暖', 'Giving of warmth'], null, ['登记', 'list of what was given'], 'aid'),
  entry(
    '12-3',
    'P2-91',
    ['写信：一年的汇报', 'Letters: a report of the year'],
    'classTeacher',
    ['登记', 'list of letters sent'],
    'theme',
  ),
  entry('01-1', 'P2-93', ['元旦联欢会', 'New Year party'], null, ['活动记录', 'record of the activity']),
  entry('01-2', 'P2-94', ['经验交流', 'Exchange of experience'], null, [
    '交流材料',
    'papers of the exchange',
  ]),
  entry('01-3', 'P2-95', ['学校和班级工作总结', 'Summaries of school and classes'], 'principal', [
    '总结',
    'the summaries',
  ]),
]

const byKey = new Map(calendarEntries.map((one) => [one.key, one]))

export const findEntry = (key: string | null): CalendarEntry | undefined =>
  key === null ? undefined : byKey.get(key)

/** What a task is called: its own title, else its entry's. */
export function taskTitle(
  task: { readonly title: string | null; readonly entry: string | null },
  language: keyof Words,
): string {
  return task.title ?? findEntry(task.entry)?.title[language] ?? ''
}

/** What will show that it was done: its own words, else its entry's. */
export function taskEvidence(
  task: { readonly evidence: string | null; readonly entry: string | null },
  language: keyof Words,
): string {
  return task.evidence ?? findEntry(task.entry)?.evidence[language] ?? ''
}
