import { findDefinitionPreset } from '#shared/children/rules/definitions.ts'
import type { OutsideColumn, OutsideRow, OutsideTableKey } from '#shared/figures/rules/outside.ts'

type Words = Readonly<Record<'zh' | 'en', string>>

/** The words of the report: on screen, on paper and in the file the same, in the language of whoever takes it out. */
export const OUTSIDE_TITLE: Words = {
  zh: '关爱工作数字（报校外）',
  en: 'Care figures (for outside the school)',
}

export const TABLE_WORDS: Readonly<Record<OutsideTableKey, Words>> = {
  grades: { zh: '学生和名单上的孩子，分年级、性别', en: 'Pupils and children on the list, by grade and sex' },
  parents: { zh: '父母外出', en: 'Parents away' },
  carers: { zh: '由谁照顾', en: 'Who cares for them' },
  files: { zh: '建档率', en: 'Archive rate' },
  enrolment: { zh: '入学率（适龄孩子）', en: 'Enrolment rate (school-age children)' },
  retention: { zh: '巩固率（这个学期）', en: 'Retention rate (this term)' },
  duties: { zh: '为孩子做的事（这个学期到期的）', en: 'Tasks for the children (due this term)' },
}

export const COLUMN_WORDS: Readonly<Record<OutsideColumn, Words>> = {
  count: { zh: '数', en: 'Count' },
  share: { zh: '占比', en: 'Share' },
  pupils: { zh: '学生', en: 'Pupils' },
  listed: { zh: '名单上', en: 'On the list' },
  others: { zh: '其他学生', en: 'Other pupils' },
  male: { zh: '男', en: 'Boys' },
  female: { zh: '女', en: 'Girls' },
  unknown: { zh: '性别未填', en: 'Sex not filled in' },
}

const ROW_WORDS: Readonly<Record<OutsideRow, Words>> = {
  all: { zh: '合计', en: 'Total' },
  noClass: { zh: '没有班级', en: 'No class' },
  oneAway: { zh: '一方外出', en: 'One parent away' },
  bothAway: { zh: '双方外出', en: 'Both parents away' },
  parent: { zh: '父母', en: 'A parent' },
  grandparent: { zh: '祖辈', en: 'Grandparents' },
  relativeOrFriend: { zh: '亲戚、朋友', en: 'Relatives or friends' },
  nobodyOrUncertain: { zh: '不确定或没有人', en: 'Uncertain or nobody' },
  notRecorded: { zh: '还没有登记', en: 'Not recorded yet' },
  complete: { zh: '已建档，必填项齐全', en: 'File opened, nothing required missing' },
  incomplete: { zh: '还缺', en: 'Still incomplete' },
  schoolAge: { zh: '适龄孩子', en: 'School-age children' },
  enrolled: { zh: '在学', en: 'Enrolled' },
  out: { zh: '没有学籍', en: 'Not enrolled' },
  start: { zh: '学期初名单', en: 'List at the start of the term' },
  moved: { zh: '转出，新学校已确认（两边都不算）', en: 'Moved, confirmed by the new school (in neither)' },
  base: { zh: '应当在校', en: 'Should be at school' },
  kept: { zh: '仍然在校', en: 'Still at school' },
  lost: { zh: '流失（含转出未确认）', en: 'Lost (also moved and not confirmed)' },
  due: { zh: '已到期', en: 'Fallen due' },
  onTime: { zh: '按时做到', en: 'Done on time' },
  late: { zh: '补上', en: 'Done late' },
  missed: { zh: '没做', en: 'Not done' },
  excused: { zh: '有说明（不算在内）', en: 'Excused (in neither)' },
}

const GRADES = ['幼儿园', '一', '二', '三', '四', '五', '六', '七', '八', '九']

export function rowWords(key: OutsideRow | number): Words {
  if (typeof key !== 'number') return ROW_WORDS[key]
  if (key === 0) return { zh: '幼儿园', en: 'Kindergarten' }
  const zh = GRADES[key]
  return {
    zh: zh === undefined ? `高${['一', '二', '三'][key - 10] ?? key}` : `${zh}年级`,
    en: `Grade ${key}`,
  }
}

/** What the marks mean; it stands below the figures wherever they go. */
export const OUTSIDE_NOTES: readonly Words[] = [
  {
    zh: '1 到 4 的数写作“<5”；能用别的数算出它的，再藏一个，写作“*”，相关的占比也不写。0 照写。',
    en: 'Counts from 1 to 4 read “<5”; where another would give one away it is hidden as “*”, and so are the shares. 0 stays 0.',
  },
  {
    zh: '“–”：没有可以相除的。各项占比分别四舍五入，相加可能是 99.9 或 100.1。',
    en: '“–”: nothing to divide by. Shares are rounded one by one and may add up to 99.9 or 100.1.',
  },
]

interface Head {
  readonly schoolName: string
  readonly asOf: string
  readonly definition: { readonly key: string; readonly version: number } | null
  readonly rule: string
  readonly term: { readonly name: string; readonly from: string; readonly to: string } | null
}

/** Whose figures, of which day, by which rules: what a reader outside must know to compare them. */
export function outsideHead(
  { schoolName, asOf, definition, rule, term }: Head,
  language: 'zh' | 'en',
): string[] {
  const zh = language === 'zh'
  const name =
    definition === null ? null : (findDefinitionPreset(definition.key)?.name[language] ?? definition.key)
  const terms = term === null ? null : `${term.name} (${term.from} – ${term.to})`
  // The version of the rule: its id means nothing outside.
  const version = rule.slice(rule.indexOf('/') + 1)
  return [
    zh ? `${schoolName}，截至 ${asOf}` : `${schoolName}, as of ${asOf}`,
    ...(name === null || definition === null
      ? []
      : [
          zh
            ? `认定口径：${name}，第 ${definition.version} 版`
            : `Counted by: ${name}, version ${definition.version}`,
        ]),
    ...(terms === null ? [] : [zh ? `学期：${terms}` : `Term: ${terms}`]),
    zh ? `小数字的规则：第 ${version} 版` : `Rule for small counts: version ${version}`,
  ]
}
