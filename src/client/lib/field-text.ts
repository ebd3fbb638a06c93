import { t } from '@lingui/core/macro'
import type { FieldError, FieldErrorCode } from '#shared/errors.ts'
import { ApiError } from './api-error.ts'
import { paramText, type Sentences, usedCode } from './error-text.ts'
import { formatDate, formatNumber } from './format.ts'
import { knownName } from './known-name.ts'

function weakPassword(fault: string): string {
  if (fault === 'too-short') return t`密码太短，至少要 10 个字符。`
  if (fault === 'too-few-kinds') return t`大写字母、小写字母、数字、符号里至少要有三种，请再加一种。`
  if (fault === 'same') return t`新密码和现在的一样，请换一个。`
  if (fault === 'contains-name') return t`密码里不要用自己的名字或用户名，请换一个。`
  return t`这个密码太容易猜到，请换一个长一些的。`
}

function barText(bar: string): string {
  if (bar === 'offence')
    return t`有过性侵、虐待、遗弃、拐卖或暴力伤害行为的人，不能受托照顾孩子（未成年人保护法第 22 条）。`
  if (bar === 'addiction')
    return t`有吸毒、酗酒、赌博等恶习的人，不能受托照顾孩子（未成年人保护法第 22 条）。`
  if (bar === 'neglect') return t`曾经不履行监护、照护责任的人，不能受托照顾孩子（未成年人保护法第 22 条）。`
  if (bar === 'notAdult') return t`受托照顾的人要满 18 岁。请换一位成年人。`
  if (bar === 'incapable') return t`没有照护能力的人不能受托。请换一位。`
  if (bar === 'isParent') return t`父母或监护人本来就要照顾孩子，不用委托。请选另一位。`
  if (bar === 'onRecord') return t`档案里记有不适合照护的情形，这一位不能受托。请换一位，或找管档案的老师。`
  if (bar === 'keptAway') return t`学校不能联系这一位，也不能把孩子托付给他。请换一位。`
  if (bar === 'notDeclared') return t`请逐项问清楚并选“没有”或“有”。`
  return t`有其他不适合情形的人，不能受托照顾孩子（未成年人保护法第 22 条）。`
}

const fieldSentences: Sentences<FieldErrorCode> = {
  required: () => t`请填写这一项。`,
  invalid: () => t`这样写认不出来，请检查一下。`,
  'too-short': ({ min }) => {
    const count = paramText(min)
    return count === '' ? t`太短了，请写长一些。` : t`至少要 ${count} 个字。`
  },
  'too-long': ({ max }) => {
    const count = paramText(max)
    return count === '' ? t`太长了，请写短一些。` : t`最多 ${count} 个字。`
  },
  'too-small': ({ min }) => {
    const count = typeof min === 'number' ? formatNumber(min) : ''
    return count === '' ? t`数字太小了。` : t`不能小于 ${count}。`
  },
  'too-large': ({ max }) => {
    const count = typeof max === 'number' ? formatNumber(max) : ''
    return count === '' ? t`数字太大了。` : t`不能大于 ${count}。`
  },
  'not-a-date': () => t`不是日期，请这样写：2026-11-23。`,
  'not-unique': ({ name }) => {
    const taken = paramText(name)
    return taken === '' ? t`已经有一样的了，请换一个。` : t`已经有一个${taken}了，请换一个名字。`
  },
  'unknown-reference': () => t`选的这一项已经不在了，请重新选。`,
  'before-start': ({ earliest }) => {
    const day = typeof earliest === 'string' ? formatDate(earliest, 'full') : ''
    return day === '' ? t`结束不能早于开始。` : t`最早从 ${day} 起，请改一下日期。`
  },
  'before-event': () => t`比事情发生的时间还早，请改一下时间。`,
  'child-left': () => t`这个孩子已经离校，不能再记新的事。请去掉这个孩子。`,
  overlaps: ({ name }) => {
    const other = knownName(paramText(name))
    return other === '' ? t`和另一段时间重叠了，请改一下日期。` : t`和“${other}”的时间重叠了，请改一下日期。`
  },
  'outside-school-year': ({ year }) => {
    const over = knownName(paramText(year))
    return over === ''
      ? t`不在这个学年里，请改一下日期。`
      : t`这个班是“${over}”的，那个学年已经结束。请选现在的班。`
  },
  'in-future': () => t`日期还没到，请改成今天或以前。`,
  'too-far': () => t`离现在太远了，请检查年份。`,
  'year-length': () => t`一个学年要在 6 到 14 个月之间，请检查日期。`,
  'phone-invalid': () => t`电话号码不对：手机 11 位，座机要带区号。`,
  'id-invalid': () => t`身份证号不对，请对照证件再看一遍。`,
  'time-zone-unknown': () => t`没有这个时区，请写地区的名字，比如 Asia/Shanghai。`,
  'unreadable-sign': () => t`里面有看不见的坏字符，请删掉这一段，重新打一遍。`,
  'weak-password': ({ fault }) => weakPassword(paramText(fault)),
  'wrong-password': () => t`现在的密码不对。`,
  'wrong-code': () => t`验证码不对或已过期，请输入现在显示的数字。`,
  'used-code': usedCode,
  'has-left': () => t`他已经离开学校了。是回来工作的，请打勾。`,
  'before-birth': () => t`早于出生日期了，请检查两个日期。`,
  'younger-than-child': () => t`比孩子还小，请检查出生日期。`,
  'guardian-conflict': () => t`父母健在又有能力时，别人不能同时是法定监护人。请先改另一位。`,
  'kept-away': () => t`这个人不能联系，请选别的人。`,
  'division-unknown': () => t`行政区划代码是 6 位数字，前两位是省的代码，比如 441900。`,
  'child-not-met': () => t`要见到孩子本人，才算谈了心。`,
  'covers-nothing': () => t`这段时间里没有完整的一期。请改日期，或只说明这一次。`,
  'in-past': () => t`这一天已经过了，请从今天或以后开始。`,
  'same-person': () => t`不能由本人替自己，请选另一位老师。`,
  'no-role': () => t`这位老师那天没有帐号或岗位，请换一位，或先在帐号里添上岗位。`,
  'covered-already': ({ name }) => {
    const who = paramText(name)
    return t`这些天里已经请${who}代办了。请先结束那一次，或改日期。`
  },
  'covered-then': ({ name }) => {
    const who = paramText(name)
    return t`这位老师那几天自己也不在（由${who}代办），请换一位。`
  },
  'covering-then': ({ name }) => {
    const who = paramText(name)
    return t`那几天正在替${who}代办。请先结束那一次，再安排。`
  },
  'too-few': ({ min }) => {
    const count = typeof min === 'number' ? formatNumber(min) : ''
    return t`还不够，至少要 ${count} 位。`
  },
  'too-many': ({ max }) => {
    const count = typeof max === 'number' ? formatNumber(max) : ''
    return max === 0 ? t`这种结对没有这一方，请去掉。` : t`太多了，最多 ${count} 位。`
  },
  'not-mixed': () => t`小组要有班上其他同学一起，请换一位。`,
  'not-vetted': ({ name }) => {
    const who = paramText(name)
    return t`${who}的核查不齐或已过期，请先补上再开始。`
  },
  barred: ({ name }) => {
    const who = paramText(name)
    return t`登记过${who}不宜和这个孩子结对，请换一位。`
  },
  'is-relative': ({ name }) => {
    const who = paramText(name)
    return t`${who}是孩子的家里人，不能做帮手，请换一位。只是同名的话，请在帮手和家里人那里各登记手机号。`
  },
  'not-as-asked': ({ name, asked }) => {
    const who = paramText(name)
    if (asked === 'sex') return t`${who}的性别不合孩子的要求，或者还没登记，请换一位或在“帮手”里登记。`
    if (asked === 'village') return t`要同一个村的帮手，${who}不是，或者还没登记，请换一位。`
    return t`${who}不会说孩子要的那种话，或者还没登记，请换一位。`
  },
  'helps-already': ({ name }) => {
    const who = paramText(name)
    return t`${who}已经和这个孩子结对了。`
  },
  'in-group': ({ name }) => {
    const who = paramText(name)
    return t`${who}已经在一个小组里了，每人只参加一个小组。请换一位，或者先结束那个小组。`
  },
  'consent-missing': () => t`还没有问过，请先问一问。`,
  'consent-refused': () => t`没有同意，不能开始。请换一位，或过些时候再问。`,
  'carer-barred': ({ bar }) => barText(paramText(bar)),
  'not-guardian': () => t`这一项只有监护人（父母，或登记为监护人的人）能签。请先在家里人里登记监护人。`,
  'not-of-child': () => t`这个人不在孩子的家里人或照护人里，请重新选。`,
  'child-not-heard': () => t`孩子满 8 岁了，请先听孩子自己怎么说，再写下来。`,
  'changed-meanwhile': () => t`别人刚刚改过这一项，请选留哪一个。`,
}

/** What to tell about one field. */
export function fieldText(error: Pick<FieldError, 'code' | 'params'>): string {
  return (fieldSentences[error.code] ?? fieldSentences.invalid)(error.params ?? {})
}

/** The sentences of a failed form by the dotted path of the field, for `<Field error>`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  return Object.fromEntries(error.fields.map((field) => [field.path, fieldText(field)]))
}
