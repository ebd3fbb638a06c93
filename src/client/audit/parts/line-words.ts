import { msg, t } from '@lingui/core/macro'
import { i18n, type MessageDescriptor } from '@lingui/core'
import type { AuditLine } from '#shared/audit/schema.ts'
import { allRoles, roleNameOf } from '#client/lib/role-text.ts'

/** What was done to what; the commonest pairs have a sentence of their own. */
const pairs: Record<string, MessageDescriptor> = {
  'read child': msg`看了孩子的资料`,
  'read card': msg`看了一张记录`,
  'reveal pupil': msg`看了完整的号码或地址`,
  'file card': msg`写了一张记录`,
  'correct card': msg`更正了一张记录`,
  'open careFile': msg`建了档案`,
  'close careFile': msg`结了档案`,
  'change careFile': msg`改了档案`,
  'change pupil': msg`改了孩子的资料`,
  'evaluate status': msg`重新判定了名单`,
  'adopt plan': msg`采用了关爱方案`,
  'choose definition': msg`选了名单的口径`,
  'change definition': msg`改了名单的口径`,
  'open duty': msg`安排了任务`,
  'excuse duty': msg`免了一件任务`,
  'withdrawExcuse duty': msg`收回了免做`,
  'create account': msg`开了帐号`,
  'resetPassword account': msg`重设了密码`,
  'disable account': msg`停用了帐号`,
  'enable account': msg`启用了帐号`,
  'addRole account': msg`添了岗位`,
  'endRole account': msg`结束了岗位`,
  'create unit': msg`建立了学校`,
  'change school': msg`改了学校资料`,
}

const verbs: Record<string, MessageDescriptor> = {
  read: msg`看了`,
  create: msg`添了`,
  change: msg`改了`,
  remove: msg`去掉了`,
  rename: msg`改名：`,
  end: msg`结束了`,
  import: msg`导入了`,
  commit: msg`导入了`,
  undo: msg`撤回了`,
  cancel: msg`放弃了`,
  export: msg`导出了`,
  excuse: msg`免了`,
}

const nouns: Record<string, MessageDescriptor> = {
  child: msg`孩子的资料`,
  pupil: msg`学生`,
  careFile: msg`档案`,
  card: msg`记录`,
  duty: msg`任务`,
  plan: msg`方案`,
  definition: msg`名单口径`,
  status: msg`名单`,
  account: msg`帐号`,
  class: msg`班级`,
  schoolYear: msg`学年`,
  term: msg`学期`,
  calendar: msg`放假和调休`,
  school: msg`学校资料`,
  unit: msg`学校`,
  family_member: msg`家人`,
  absence: msg`外出经历`,
  carer: msg`照顾人`,
  roster: msg`名册`,
  import: msg`名册`,
  rosterImport: msg`名册`,
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
  phone: msg`电话`,
  idNumber: msg`身份证件号`,
  address: msg`住址`,
  class: msg`班级`,
  classId: msg`班级`,
  name: msg`姓名`,
  boarding: msg`住校`,
  village: msg`村`,
  keeper: msg`建档负责人`,
  keeperId: msg`建档负责人`,
  character: msg`性格`,
  interests: msg`兴趣`,
  health: msg`健康`,
  goals: msg`目标`,
  dataOfficer: msg`信息负责人`,
  code: msg`学校标识码`,
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

/** The part of the detail a head teacher can read: fields, roles, reasons; ids and codes stay out. */
export function detailText({ detail }: AuditLine): string {
  const parts: string[] = []
  const names = textsOf(detail['fields']).map((one) => word(fields, one))
  const { field, reason, role } = detail
  if (typeof field === 'string') names.push(word(fields, field))
  if (names.length > 0) parts.push(names.join('、'))
  const roles = [...textsOf(detail['roles']), ...(typeof role === 'string' ? [role] : [])].map(roleNameOf)
  if (roles.length > 0) parts.push(roles.join('、'))
  if (typeof reason === 'string' && reason !== '') parts.push(t`原因：${reason}`)
  return parts.join(' · ')
}
