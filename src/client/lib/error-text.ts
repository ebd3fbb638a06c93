import { t } from '@lingui/core/macro'
import type { FieldError, FieldErrorCode, Params } from '#shared/errors.ts'
import { ApiError, type ClientErrorCode } from './api-error.ts'
import { formatDate, formatInstant, formatNumber } from './format.ts'
import { knownName } from './known-name.ts'

const text = (value: Params[string] | undefined): string =>
  value === undefined || value === null ? '' : String(value)
const clock = (value: Params[string] | undefined): string =>
  typeof value === 'string' ? formatInstant(value, 'time') : ''

type Sentences<Code extends string> = Record<Code, (params: Params) => string>

const usedCode = (): string => t`这个验证码已经用过了。30 秒内会换成新的，请输入新的数字。`

/** One sentence per code, the cure in it; the type makes a forgotten code a compile error. */
const sentences: Sentences<ClientErrorCode> = {
  offline: () => t`没有信号，没有发出去。有信号后再试一次。`,
  'not-found': () => t`找不到这一页，或者您不能看它。`,
  forbidden: () => t`您的岗位不能做这件事。需要的话请联系学校管理员。`,
  unauthenticated: () => t`刚才登录过期了，这一步没有做成。请再按一次。`,
  'other-person': () => t`这个浏览器里登录的已经是另一位，这一步没有做成。`,
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
  'used-code': usedCode,
  'weak-password': () => t`这个密码太容易猜到，请换一个长一些的。`,
  'setup-link-invalid': () => t`这个设置链接不对或已过期。请重新启动服务器，使用新印出的链接。`,
  'setup-done': () => t`学校已经设置好了，请直接登录。`,
  'too-many-requests': () => t`操作太快了，过一分钟再试。`,
  unavailable: () => t`服务器正在重新启动，马上就好。`,
  'disk-full': () => t`服务器的硬盘满了，没有保存。请告诉管理员腾出地方，再试一次。`,
  internal: () => t`服务器出了问题，已经记录下来。请稍后再试。`,
  'file-empty': () => t`文件是空的。请选有名单的文件。`,
  'file-too-large': () => t`文件太大。请只留下名单那一张表再试。`,
  'file-type-unknown': () => t`认不出这种文件。请用 .xlsx、.xls 或 .csv。`,
  'file-encrypted': () => t`文件有打开密码。请在表格软件里去掉密码再试。`,
  'file-broken': () => t`文件不完整，读不出来。请重新导出或另存一份再试。`,
  'file-unsafe': () => t`文件里有不安全的内容，没有读取。请在表格软件里另存一份再试。`,
  'file-no-header': () => t`找不到表头一行。请确认有“姓名”一列。`,
  'import-nothing-to-do': () => t`和现有名册完全一样，没有要改的。`,
  'import-changed-since': ({ count, rows }) => {
    const total = typeof count === 'number' ? formatNumber(count) : ''
    const told = text(rows)
    return t`有 ${total} 行的孩子在导入以后又有了记录或改动，不能整份撤回。表里的行：${told}。`
  },
  'import-busy': () => t`另一份名册正在导入，等它完成再来。`,
  'attachment-type': () => t`只能放照片（JPEG、PNG、WebP）和 PDF，这个文件是别的种类。`,
  'attachment-heic': () =>
    t`这是 HEIC 格式的照片，这里打不开。请在手机相机设置里选“兼容性最佳”，或直接用这里的拍照。`,
  'attachment-size': () => t`文件是空的或超过 20 MB，没有上传。`,
  'attachment-broken': () => t`这个文件读不出来，可能没有传完整。请重新拍一张，或另存一份再试。`,
  'attachment-pixels': () => t`这张照片的尺寸太大了。请缩小后再传。`,
  'attachment-quarantined': () => t`这个文件没有通过病毒检查，已经隔离，不能打开。请告诉管理员。`,
  'attachment-too-many': ({ most }) => {
    const count = typeof most === 'number' ? formatNumber(most) : ''
    return t`这里已经有 ${count} 个文件了。请先去掉不用的。`
  },
  'upload-offset': () => t`上传中断了，请再试一次，会从断的地方接着传。`,
  'upload-changed': () => t`传来的内容和原来的文件不一样，没有保存。请重新选一次。`,
  'late-reason-required': () => t`这是补记，请写一句为什么晚了。`,
  'card-in-future': () => t`日期还没到，请改成今天或以前。`,
  'second-person': () => t`这要另一位来看，不能自己同意自己写的。`,
  'rule-never-due': () => t`按这样的设置永远不会到期，请检查周期和学期。`,
  'plan-missing': () => t`还没有选关爱方案。请先在学校设置里选一个。`,
}

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
  'before-start': ({ earliest }) => {
    const day = typeof earliest === 'string' ? formatDate(earliest, 'full') : ''
    return day === '' ? t`结束不能早于开始。` : t`最早从 ${day} 起，请改一下日期。`
  },
  'before-event': () => t`比事情发生的时间还早，请改一下时间。`,
  'child-left': () => t`这个孩子已经离校，不能再记新的事。请去掉这个孩子。`,
  overlaps: ({ name }) => {
    const other = knownName(text(name))
    return other === '' ? t`和另一段时间重叠了，请改一下日期。` : t`和“${other}”的时间重叠了，请改一下日期。`
  },
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
    const who = text(name)
    return t`${who}的核查不齐或已过期，请先补上再开始。`
  },
  barred: ({ name }) => {
    const who = text(name)
    return t`登记过${who}不宜和这个孩子结对，请换一位。`
  },
  'is-relative': ({ name }) => {
    const who = text(name)
    return t`${who}是孩子的家里人，不能做帮手，请换一位。只是同名的话，请在帮手和家里人那里各登记手机号。`
  },
  'not-as-asked': ({ name, asked }) => {
    const who = text(name)
    if (asked === 'sex') return t`${who}的性别不合孩子的要求，或者还没登记，请换一位或在“帮手”里登记。`
    if (asked === 'village') return t`要同一个村的帮手，${who}不是，或者还没登记，请换一位。`
    return t`${who}不会说孩子要的那种话，或者还没登记，请换一位。`
  },
  'helps-already': ({ name }) => {
    const who = text(name)
    return t`${who}已经和这个孩子结对了。`
  },
  'in-group': ({ name }) => {
    const who = text(name)
    return t`${who}已经在一个小组里了，每人只参加一个小组。请换一位，或者先结束那个小组。`
  },
  'consent-missing': () => t`还没有问过，请先问一问。`,
  'consent-refused': () => t`没有同意，不能开始。请换一位，或过些时候再问。`,
  'carer-barred': ({ bar }) => barText(text(bar)),
  'not-guardian': () => t`这一项只有监护人（父母，或登记为监护人的人）能签。请先在家里人里登记监护人。`,
  'not-of-child': () => t`这个人不在孩子的家里人或照护人里，请重新选。`,
  'child-not-heard': () => t`孩子满 8 岁了，请先听孩子自己怎么说，再写下来。`,
  'changed-meanwhile': () => t`别人刚刚改过这一项，请选留哪一个。`,
}

/** The sentence for a code; unknown codes of a newer server read as an internal error. */
export function codeText(code: ClientErrorCode, params: Params = {}): string {
  return (sentences[code] ?? sentences.internal)(params)
}

/** What to tell the person about any failure. */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return codeText('internal')
  return error.unsure
    ? t`没有收到回音，不确定是否已保存。过一会儿再点一次，不会重复。`
    : codeText(error.code, error.params)
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
