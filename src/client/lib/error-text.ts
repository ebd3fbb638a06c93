import { t } from '@lingui/core/macro'
import type { Params } from '#shared/errors.ts'
import { ApiError, type ClientErrorCode } from './api-error.ts'
import { formatInstant, formatNumber } from './format.ts'

export const paramText = (value: Params[string] | undefined): string =>
  value === undefined || value === null ? '' : String(value)
const clock = (value: Params[string] | undefined): string =>
  typeof value === 'string' ? formatInstant(value, 'time') : ''

export type Sentences<Code extends string> = Record<Code, (params: Params) => string>

export const usedCode = (): string => t`这个验证码已经用过了。30 秒内会换成新的，请输入新的数字。`

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
        : by === 'marks'
          ? t`方案还为另外照顾的原因留着这份档案，不能结束。先在那里写明照顾到哪天。`
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
    const told = paramText(rows)
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
