import { t } from '@lingui/core/macro'
import type { FieldError, FieldErrorCode, Params } from '#shared/errors.ts'
import { ApiError, type ClientErrorCode } from './api-error.ts'
import { formatInstant, formatNumber } from './format.ts'

const text = (value: Params[string] | undefined): string =>
  value === undefined || value === null ? '' : String(value)
const clock = (value: Params[string] | undefined): string =>
  typeof value === 'string' ? formatInstant(value, 'time') : ''

type Sentences<Code extends string> = Record<Code, (params: Params) => string>

/** One sentence per code, the cure in it; the type makes a forgotten code a compile error. */
const sentences: Sentences<ClientErrorCode> = {
  offline: () => t`没有信号，没有发出去。有信号后再试一次。`,
  'not-found': () => t`找不到这一页，或者您不能看它。`,
  forbidden: () => t`您的岗位不能做这件事。需要的话请联系学校管理员。`,
  unauthenticated: () => t`登录已过期，请重新登录。`,
  'password-change-required': () => t`请先改掉初始密码。`,
  'second-factor-required': () => t`请先输入动态验证码。`,
  'invalid-input': () => t`有几处需要改一下，已经标出来了。`,
  'body-too-large': () => t`内容太大，服务器没有接收。请减少内容后再试。`,
  'version-conflict': () => t`别人刚刚也改了这里。请看一下对方的内容，再决定留哪一个。`,
  'already-exists': () => t`已经有了，不用再建一个。`,
  'card-filed': () => t`这张卡先前已经交上去了，只是当时没有收到回音。后来改的还没有保存。`,
  'still-in-use': ({ by }) =>
    by === 'classes'
      ? t`还有班级在这个学年里，不能去掉。`
      : by === 'duties' || by === 'tasks'
        ? t`这段时间里已经安排了任务，不能去掉。`
        : t`还有地方在用它，不能删除。`,
  'not-allowed-now': () => t`现在还不能做这一步。`,
  'account-locked': ({ until }) => {
    const time = clock(until)
    return t`输错次数太多，${time} 以后再试。`
  },
  'sign-in-failed': () => t`用户名或密码不对，请再试一次。`,
  'weak-password': () => t`这个密码太容易猜到，请换一个长一些的。`,
  'setup-link-invalid': () => t`这个设置链接不对或已过期。请重新启动服务器，使用新印出的链接。`,
  'setup-done': () => t`学校已经设置好了，请直接登录。`,
  'too-many-requests': () => t`操作太快了，过一分钟再试。`,
  unavailable: () => t`服务器正在重新启动，马上就好。`,
  internal: () => t`服务器出了问题，已经记录下来。请稍后再试。`,
  'file-empty': () => t`文件是空的。请选有学生名单的文件。`,
  'file-too-large': () => t`文件太大。请只留下学生名单那一张表再试。`,
  'file-type-unknown': () => t`认不出这种文件。请用 .xlsx、.xls 或 .csv。`,
  'file-encrypted': () => t`文件有打开密码。请在表格软件里去掉密码再试。`,
  'file-broken': () => t`文件不完整，读不出来。请重新导出或另存一份再试。`,
  'file-unsafe': () => t`文件里有不安全的内容，没有读取。请在表格软件里另存一份再试。`,
  'file-no-header': () => t`找不到表头一行。请确认有“姓名”一列。`,
  'import-nothing-to-do': () => t`和现有名册完全一样，没有要改的。`,
  'import-changed-since': () => t`预览之后名册又变了，请重新预览一次。`,
  'import-busy': () => t`另一份名册正在导入，等它完成再来。`,
  'late-reason-required': () => t`这是补记，请写一句为什么晚了。`,
  'card-in-future': () => t`日期还没到，请改成今天或以前。`,
  'second-person': () => t`这要另一位来看，不能自己同意自己写的。`,
  'rule-never-due': () => t`按这样的设置永远不会到期，请检查周期和学期。`,
  'plan-missing': () => t`还没有选关爱方案。请先在学校设置里选一个。`,
}

function weakPassword(fault: string): string {
  if (fault === 'too-short') return t`密码太短，至少要 10 个字符。`
  if (fault === 'too-few-kinds') return t`大写字母、小写字母、数字、符号里至少要有三种，请再加一种。`
  if (fault === 'contains-name') return t`密码里不要用自己的名字或用户名，请换一个。`
  return t`这个密码太容易猜到，请换一个长一些的。`
}

const fieldSentences: Sentences<FieldErrorCode> = {
  required: () => t`请填写这一项。`,
  invalid: () => t`这样写认不出来，请检查一下。`,
  'too-short': ({ min }) => {
    const count = text(min)
    return count === '' ? t`太短了，请写长一些。` : t`至少要 ${count} 个字。`
  },
  'too-long': ({ max }) => {
    const count = text(max)
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
    const taken = text(name)
    return taken === '' ? t`已经有一样的了，请换一个。` : t`已经有一个${taken}了，请换一个名字。`
  },
  'unknown-reference': () => t`选的这一项已经不在了，请重新选。`,
  'before-start': () => t`结束不能早于开始。`,
  overlaps: () => t`和另一段时间重叠了，请改一下日期。`,
  'outside-school-year': () => t`不在这个学年里，请改一下日期。`,
  'in-future': () => t`日期还没到，请改成今天或以前。`,
  'too-far': () => t`离现在太远了，请检查年份。`,
  'year-length': () => t`一个学年要在 6 到 14 个月之间，请检查日期。`,
  'phone-invalid': () => t`电话号码不对：手机 11 位，座机要带区号。`,
  'id-invalid': () => t`身份证号不对，请对照证件再看一遍。`,
  'time-zone-unknown': () => t`没有这个时区，请写地区的名字，比如 Asia/Shanghai。`,
  'unreadable-sign': () => t`里面有看不见的坏字符，请删掉这一段，重新打一遍。`,
  'weak-password': ({ fault }) => weakPassword(text(fault)),
  'wrong-password': () => t`现在的密码不对。`,
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
    const who = text(name)
    return t`这些天里已经请${who}代办了。请先结束那一次，或改日期。`
  },
  'covered-then': ({ name }) => {
    const who = text(name)
    return t`这位老师那几天自己也不在（由${who}代办），请换一位。`
  },
  'covering-then': ({ name }) => {
    const who = text(name)
    return t`那几天正在替${who}代办。请先结束那一次，再安排。`
  },
  'changed-meanwhile': () => t`别人刚刚改过这一项，请选留哪一个。`,
}

/** The sentence for a code; unknown codes of a newer server read as an internal error. */
export function codeText(code: ClientErrorCode, params: Params = {}): string {
  return (sentences[code] ?? sentences.internal)(params)
}

/** What to tell the person about any failure. */
export function errorText(error: unknown): string {
  return error instanceof ApiError ? codeText(error.code, error.params) : codeText('internal')
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
