import { msg, t } from '@lingui/core/macro'
import { i18n, type MessageDescriptor } from '@lingui/core'
import type { AuditLine } from '#shared/audit/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { allRoles, roleNameOf } from '#client/lib/role-text.ts'

/** What was done to what; the commonest pairs have a sentence of their own. */
const pairs: Record<string, MessageDescriptor> = {
  'read child': msg({ context: 'audit', message: '看了孩子的资料' }),
  'attempt child': msg({ context: 'audit', message: '找过不归自己管的孩子，没有找到' }),
  'read careFile': msg({ context: 'audit', message: '看了孩子的档案' }),
  'read care_mark': msg({ context: 'audit', message: '看了另外照顾的孩子是哪些' }),
  'read carriedDuty': msg({ context: 'audit', message: '看了以前的学校做过的' }),
  'merge pupil': msg({ context: 'audit', message: '把两份登记合成了一份' }),
  'unmerge pupil': msg({ context: 'audit', message: '把合并的登记又分开了' }),
  'dismiss duplicate': msg({ context: 'audit', message: '认定两份登记不是同一个孩子' }),
  'moveClass pupil': msg({ context: 'audit', message: '给孩子换了班' }),
  'leave pupil': msg({ context: 'audit', message: '办了离校' }),
  'askTransfer transfer': msg({ context: 'audit', message: '请别的学校接收孩子' }),
  'receive transfer': msg({ context: 'audit', message: '收到了转学的请求' }),
  'accept transfer': msg({ context: 'audit', message: '接收了转来的孩子' }),
  'handOver transfer': msg({ context: 'audit', message: '孩子转到了别的学校' }),
  'refuse transfer': msg({ context: 'audit', message: '没有接收转学' }),
  'withdraw transfer': msg({ context: 'audit', message: '撤回了转学的请求' }),
  'confirm transfer': msg({ context: 'audit', message: '记下新学校确认了孩子' }),
  'read card': msg({ context: 'audit', message: '看了一张记录' }),
  'read notice': msg({ context: 'audit', message: '看过了提醒' }),
  'escalate duty': msg({ context: 'audit', message: '逾期久了，往上提醒' }),
  'look card': msg({ context: 'audit', message: '看过了“请看一看”' }),
  'reveal pupil': msg({ context: 'audit', message: '看了完整的号码或地址' }),
  'file card': msg({ context: 'audit', message: '写了一张记录' }),
  'correct card': msg({ context: 'audit', message: '更正了一张记录' }),
  'open careFile': msg({ context: 'audit', message: '建了档案' }),
  'close careFile': msg({ context: 'audit', message: '结了档案' }),
  'change careFile': msg({ context: 'audit', message: '改了档案' }),
  'read fileRecord': msg({ context: 'audit', message: '看了完整档案' }),
  'confirm careFile': msg({ context: 'audit', message: '核对了档案' }),
  'print careFile': msg({ context: 'audit', message: '打印了档案卡' }),
  'create goal': msg({ context: 'audit', message: '写了五有里的一项' }),
  'export children': msg({ context: 'audit', message: '导出了名单' }),
  'export outsideFigures': msg({ context: 'audit', message: '导出了报校外的数字' }),
  'print outsideFigures': msg({ context: 'audit', message: '打印了报校外的数字' }),
  'change renewalRule': msg({ context: 'audit', message: '改了核对档案的时间' }),
  'create ownField': msg({ context: 'audit', message: '给档案加了一个字段' }),
  'change ownField': msg({ context: 'audit', message: '改了档案的一个字段' }),
  'change pupil': msg({ context: 'audit', message: '改了孩子的资料' }),
  'evaluate status': msg({ context: 'audit', message: '重新判定了名单' }),
  'adopt plan': msg({ context: 'audit', message: '采用了关爱方案' }),
  'create plan': msg({ context: 'audit', message: '存了学校自己的方案' }),
  'change plan': msg({ context: 'audit', message: '改了学校自己的方案' }),
  'remove plan': msg({ context: 'audit', message: '去掉了学校自己的方案' }),
  'change capacity': msg({ context: 'audit', message: '改了老师能承担的时间' }),
  'choose definition': msg({ context: 'audit', message: '选了名单的口径' }),
  'change definition': msg({ context: 'audit', message: '改了名单的口径' }),
  'open duty': msg({ context: 'audit', message: '安排了任务' }),
  'excuse duty': msg({ context: 'audit', message: '免了一件任务' }),
  'askExcuse duty': msg({ context: 'audit', message: '请第二个人看一条说明' }),
  'agreeExcuse excuse': msg({ context: 'audit', message: '同意了一条说明' }),
  'refuseExcuse excuse': msg({ context: 'audit', message: '没有同意一条说明' }),
  'withdrawExcuse duty': msg({ context: 'audit', message: '收回了免做' }),
  'create account': msg({ context: 'audit', message: '开了帐号' }),
  'resetPassword account': msg({ context: 'audit', message: '重设了密码' }),
  'changePassword account': msg({ context: 'audit', message: '换了自己的密码' }),
  'setUpSecondFactor account': msg({ context: 'audit', message: '设置了自己的动态验证码' }),
  'resetSecondFactor account': msg({ context: 'audit', message: '取消了动态验证码' }),
  'useBackupCode account': msg({ context: 'audit', message: '用备用码登录' }),
  'renewBackupCodes account': msg({ context: 'audit', message: '换了自己的登录备用码' }),
  'disable account': msg({ context: 'audit', message: '停用了帐号' }),
  'enable account': msg({ context: 'audit', message: '启用了帐号' }),
  'addRole account': msg({ context: 'audit', message: '添了岗位' }),
  'endRole account': msg({ context: 'audit', message: '结束了岗位' }),
  'arrange cover': msg({ context: 'audit', message: '安排了代办' }),
  'handOver cover': msg({ context: 'audit', message: '交接了岗位' }),
  'end cover': msg({ context: 'audit', message: '结束了代办' }),
  'propose pairing': msg({ context: 'audit', message: '提出结对' }),
  'consent pairing': msg({ context: 'audit', message: '记下同不同意结对' }),
  'start pairing': msg({ context: 'audit', message: '开始结对' }),
  'review pairing': msg({ context: 'audit', message: '看了结对的效果' }),
  'print pairing': msg({ context: 'audit', message: '打印了结对的小条' }),
  'check helper': msg({ context: 'audit', message: '记了帮手的核查' }),
  'read ownCard': msg({ context: 'audit', message: '看了自己的活动卡片' }),
  'create unit': msg({ context: 'audit', message: '建立了学校' }),
  'change school': msg({ context: 'audit', message: '改了学校资料' }),
  'plan handbook': msg({ context: 'audit', message: '写了手册的打算' }),
  'complete handbook': msg({ context: 'audit', message: '写完了手册的一周' }),
  'reopen handbook': msg({ context: 'audit', message: '又打开了手册的一周' }),
  'finish task': msg({ context: 'audit', message: '记下一件工作做完了' }),
  'reopen task': msg({ context: 'audit', message: '收回了一件工作的做完' }),
  'create feed': msg({ context: 'audit', message: '做了日历链接' }),
  'read attachmentList': msg({ context: 'audit', message: '看了有哪些照片和扫描件' }),
  'read attachment': msg({ context: 'audit', message: '打开了照片或扫描件' }),
  'quarantine attachment': msg({ context: 'audit', message: '隔离了一个文件' }),
  'refuse attachment': msg({ context: 'audit', message: '没有收下一个文件' }),
  'tidy attachment': msg({ context: 'audit', message: '清掉了过期的文件' }),
  'sign agreement': msg({ context: 'audit', message: '记下了签字' }),
  'read contactCard': msg({ context: 'audit', message: '看了联系卡' }),
  'print contactCard': msg({ context: 'audit', message: '打印了联系卡，上面是完整的号码' }),
  'confirm contactCard': msg({ context: 'audit', message: '核对了家里的号码' }),
  'link contactCheck': msg({ context: 'audit', message: '给家长做了核对链接' }),
  'answer contactCheck': msg({ context: 'audit', message: '家长用链接核对了号码' }),
  'accept contactProposal': msg({ context: 'audit', message: '同意了家长给的新号码' }),
  'refuse contactProposal': msg({ context: 'audit', message: '没有改成家长给的号码' }),
  'create contactRound': msg({ context: 'audit', message: '开始了一轮核对' }),
  'change staffNumber': msg({ context: 'audit', message: '改了自己的号码' }),
  'join household': msg({ context: 'audit', message: '确认两个孩子是一家的' }),
  'part household': msg({ context: 'audit', message: '确认两个孩子不是一家的' }),
  'turnOn appraisal': msg({ context: 'audit', message: '要打开考核奖励' }),
  'approve appraisal': msg({ context: 'audit', message: '同意打开考核奖励' }),
  'turnOff appraisal': msg({ context: 'audit', message: '关掉了考核奖励' }),
  'read ownAward': msg({ context: 'audit', message: '看了自己的考核合计' }),
  'read awards': msg({ context: 'audit', message: '看了每人的考核合计和学生奖' }),
  'print appraisal': msg({ context: 'audit', message: '打印了给孩子的得奖信' }),
  'enter appraisalEntry': msg({ context: 'audit', message: '填了考核用的名次、表现或称号' }),
  'read appraisalEntry': msg({ context: 'audit', message: '看了自己填的考核内容' }),
  'create incident': msg({ context: 'audit', message: '记下了突发事件' }),
  'read incident': msg({ context: 'audit', message: '看了突发事件' }),
  'told incident': msg({ context: 'audit', message: '记下突发事件里告诉到了' }),
  'tried incident': msg({ context: 'audit', message: '记下突发事件里没联系上' }),
  'takenBack incident': msg({ context: 'audit', message: '收回了突发事件里的一条' }),
  'note incident': msg({ context: 'audit', message: '给突发事件补充了一句' }),
  'withhold incident': msg({ context: 'audit', message: '决定突发事件里暂不告诉一个人' }),
  'close incident': msg({ context: 'audit', message: '结束了突发事件' }),
  'end department': msg({ context: 'audit', message: '撤掉了部门' }),
  'end feed': msg({ context: 'audit', message: '停用了日历链接' }),
}

const verbs: Record<string, MessageDescriptor> = {
  upload: msg({ context: 'audit', message: '上传了' }),
  read: msg({ context: 'audit', message: '看了' }),
  create: msg({ context: 'audit', message: '添了' }),
  change: msg({ context: 'audit', message: '改了' }),
  remove: msg({ context: 'audit', message: '去掉了' }),
  rename: msg({ context: 'audit', message: '改名：' }),
  end: msg({ context: 'audit', message: '结束了' }),
  import: msg({ context: 'audit', message: '导入了' }),
  commit: msg({ context: 'audit', message: '导入了' }),
  undo: msg({ context: 'audit', message: '撤回了' }),
  cancel: msg({ context: 'audit', message: '放弃了' }),
  export: msg({ context: 'audit', message: '导出了' }),
  excuse: msg({ context: 'audit', message: '免了' }),
  restore: msg({ context: 'audit', message: '找回了' }),
}

const nouns: Record<string, MessageDescriptor> = {
  child: msg({ context: 'audit', message: '孩子的资料' }),
  pupil: msg({ context: 'audit', message: '学生' }),
  careFile: msg({ context: 'audit', message: '档案' }),
  card: msg({ context: 'audit', message: '记录' }),
  duty: msg({ context: 'audit', message: '任务' }),
  plan: msg({ context: 'audit', message: '方案' }),
  definition: msg({ context: 'audit', message: '名单口径' }),
  status: msg({ context: 'audit', message: '名单' }),
  account: msg({ context: 'audit', message: '帐号' }),
  class: msg({ context: 'audit', message: '班级' }),
  department: msg({ context: 'audit', message: '部门' }),
  schoolYear: msg({ context: 'audit', message: '学年' }),
  term: msg({ context: 'audit', message: '学期' }),
  calendar: msg({ context: 'audit', message: '放假和调休' }),
  school: msg({ context: 'audit', message: '学校资料' }),
  unit: msg({ context: 'audit', message: '学校' }),
  family_member: msg({ context: 'audit', message: '家人' }),
  absence: msg({ context: 'audit', message: '外出经历' }),
  carer: msg({ context: 'audit', message: '照护人' }),
  care_mark: msg({ context: 'audit', message: '另外照顾的原因' }),
  contact_named: msg({ context: 'audit', message: '联系卡上的另一个人' }),
  roster: msg({ context: 'audit', message: '名册' }),
  import: msg({ context: 'audit', message: '名册' }),
  rosterImport: msg({ context: 'audit', message: '名册' }),
  handbook: msg({ context: 'audit', message: '班队工作手册' }),
  handbookEntry: msg({ context: 'audit', message: '手册里的一条' }),
  diary: msg({ context: 'audit', message: '成长日记' }),
  task: msg({ context: 'audit', message: '工作月历里的一件' }),
  pairing: msg({ context: 'audit', message: '结对' }),
  pairingNeed: msg({ context: 'audit', message: '对帮手的要求' }),
  helper: msg({ context: 'audit', message: '帮手资料' }),
  attachment: msg({ context: 'audit', message: '照片或扫描件' }),
  agreement: msg({ context: 'audit', message: '协议' }),
  agreementText: msg({ context: 'audit', message: '协议的文字' }),
}

const word = (words: Record<string, MessageDescriptor>, key: string): string => {
  const found = words[key]
  return found === undefined ? key : i18n._(found)
}

/** 看了孩子的资料 */
export function actText({ action, entity }: AuditLine): string {
  const pair = pairs[`${action} ${entity}`]
  if (pair !== undefined) return i18n._(pair)
  const verb = word(verbs, action)
  const noun = word(nouns, entity)
  return t`${verb}${noun}`
}

/** In which role somebody was allowed to. */
export function whyText(why: string): string {
  const role = roleNameOf(why)
  return why === 'job' || !allRoles.some((one) => one === why) ? t`系统自动` : t`以${role}的身份`
}

const fields: Record<string, MessageDescriptor> = {
  phone: msg({ context: 'audit field', message: '电话' }),
  idNumber: msg({ context: 'audit field', message: '身份证号' }),
  memberPhone: msg({ context: 'audit field', message: '家人的电话' }),
  memberIdNumber: msg({ context: 'audit field', message: '家人的身份证号' }),
  memberAddress: msg({ context: 'audit field', message: '家人的住址' }),
  carerPhone: msg({ context: 'audit field', message: '照护人的电话' }),
  namedPhone: msg({ context: 'audit field', message: '另一个联系人的电话' }),
  memberWorkPhone: msg({ context: 'audit field', message: '家人的单位电话' }),
  memberWorkAddress: msg({ context: 'audit field', message: '家人的单位地址' }),
  carerAddress: msg({ context: 'audit field', message: '照护人的住址' }),
  address: msg({ context: 'audit field', message: '住址' }),
  class: msg({ context: 'audit field', message: '班级' }),
  classId: msg({ context: 'audit field', message: '班级' }),
  name: msg({ context: 'audit field', message: '姓名' }),
  boarding: msg({ context: 'audit field', message: '住校' }),
  village: msg({ context: 'audit field', message: '村' }),
  keeper: msg({ context: 'audit field', message: '建档负责人' }),
  keeperId: msg({ context: 'audit field', message: '建档负责人' }),
  character: msg({ context: 'audit field', message: '性格' }),
  interests: msg({ context: 'audit field', message: '兴趣' }),
  health: msg({ context: 'audit field', message: '健康' }),
  goals: msg({ context: 'audit field', message: '目标' }),
  dataOfficer: msg({ context: 'audit field', message: '信息负责人' }),
  code: msg({ context: 'audit field', message: '学校标识码' }),
}

/** Why a full number was looked at; other reasons are people's own words. */
const reasons: Record<string, MessageDescriptor> = {
  call: msg({ context: 'audit reason', message: '打电话' }),
  visit: msg({ context: 'audit reason', message: '家访' }),
  check: msg({ context: 'audit reason', message: '核对' }),
  form: msg({ context: 'audit reason', message: '填表' }),
  emergency: msg({ context: 'audit reason', message: '紧急情况' }),
  other: msg({ context: 'audit reason', message: '别的用处' }),
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

/** The part of the detail a head teacher can read: fields, roles, reasons; ids and codes stay out. */
export function detailText({ detail }: AuditLine): string {
  const parts: string[] = []
  // A field that not everybody may know of is not named here either.
  const named = (one: string): string => (fields[one] === undefined ? t`其他内容` : word(fields, one))
  const names = [...new Set(textsOf(detail['fields']).map(named))]
  const { field, reason, role } = detail
  if (typeof field === 'string') names.push(word(fields, field))
  if (names.length > 0) parts.push(joinWords(names))
  const roles = [...textsOf(detail['roles']), ...(typeof role === 'string' ? [role] : [])].map(roleNameOf)
  if (roles.length > 0) parts.push(joinWords(roles))
  if (typeof reason === 'string' && reason !== '') {
    const why = word(reasons, reason)
    parts.push(t`原因：${why}`)
  }
  if (typeof detail['note'] === 'string') parts.push(detail['note'])
  return parts.join(' · ')
}
