import { msg, t } from '@lingui/core/macro'
import { i18n, type MessageDescriptor } from '@lingui/core'
import {
  FIELD_KEYS,
  fieldLabel,
  type ExtraField,
  type FieldKey,
  type MemberAttribute,
  type MemberSlot,
  type PupilField,
} from '#shared/roster/rules/fields.ts'
import { currentLocale } from '#client/lib/i18n.ts'

type Words<Key extends string> = Record<Key, MessageDescriptor>

const pupil: Words<PupilField> = {
  rowNumber: msg({ context: 'roster', message: '序号' }),
  name: msg({ context: 'roster', message: '姓名' }),
  sex: msg({ context: 'roster', message: '性别' }),
  birthDate: msg({ context: 'roster', message: '出生日期' }),
  idNumber: msg({ context: 'roster', message: '身份证号' }),
  idType: msg({ context: 'roster', message: '身份证件类型' }),
  ethnic: msg({ context: 'roster', message: '民族' }),
  className: msg({ context: 'roster', message: '班级名称' }),
  gradeName: msg({ context: 'roster', message: '年级' }),
  classCode: msg({ context: 'roster', message: '班号' }),
  residence: msg({ context: 'roster', message: '户口性质' }),
  boarding: msg({ context: 'roster', message: '就读方式' }),
  address: msg({ context: 'roster', message: '现住址' }),
  homeAddress: msg({ context: 'roster', message: '家庭地址' }),
  mailAddress: msg({ context: 'roster', message: '通信地址' }),
  phone: msg({ context: 'roster', message: '联系电话' }),
  note: msg({ context: 'roster', message: '备注' }),
  age: msg({ context: 'roster', message: '年龄' }),
}

const extra: Words<ExtraField> = {
  schoolCode: msg({ context: 'roster', message: '学校标识码' }),
  studentNumber: msg({ context: 'roster', message: '学籍号' }),
  studentNumberAlias: msg({ context: 'roster', message: '学籍辅号' }),
  numberInClass: msg({ context: 'roster', message: '班内学号' }),
  birthPlaceCode: msg({ context: 'roster', message: '出生地行政区划代码' }),
  nativePlace: msg({ context: 'roster', message: '籍贯' }),
  nationality: msg({ context: 'roster', message: '国籍/地区' }),
  overseasChinese: msg({ context: 'roster', message: '港澳台侨外' }),
  health: msg({ context: 'roster', message: '健康状况' }),
  politicalStatus: msg({ context: 'roster', message: '政治面貌' }),
  householdPlaceCode: msg({ context: 'roster', message: '户口所在地行政区划' }),
  enrolledMonth: msg({ context: 'roster', message: '入学年月' }),
  admissionKind: msg({ context: 'roster', message: '入学方式' }),
  postcode: msg({ context: 'roster', message: '邮政编码' }),
  onlyChild: msg({ context: 'roster', message: '是否独生子女' }),
  preschooled: msg({ context: 'roster', message: '是否受过学前教育' }),
  registerLeftBehind: msg({ context: 'roster', message: '是否留守儿童' }),
  needsAid: msg({ context: 'roster', message: '是否需要申请资助' }),
  receivesSubsidy: msg({ context: 'roster', message: '是否享受一补' }),
  orphan: msg({ context: 'roster', message: '是否孤儿' }),
  martyrFamily: msg({ context: 'roster', message: '是否烈士或优抚子女' }),
  schoolDistance: msg({ context: 'roster', message: '上下学距离' }),
  schoolTransport: msg({ context: 'roster', message: '上下学方式' }),
  schoolBus: msg({ context: 'roster', message: '是否需要乘坐校车' }),
  formerName: msg({ context: 'roster', message: '曾用名' }),
  idValidUntil: msg({ context: 'roster', message: '身份证件有效期' }),
  bloodType: msg({ context: 'roster', message: '血型' }),
  talent: msg({ context: 'roster', message: '特长' }),
  studentSource: msg({ context: 'roster', message: '学生来源' }),
  email: msg({ context: 'roster', message: '电子信箱' }),
  homepage: msg({ context: 'roster', message: '主页地址' }),
  disability: msg({ context: 'roster', message: '残疾类型' }),
  boughtPlace: msg({ context: 'roster', message: '是否由政府购买学位' }),
  inclusiveClass: msg({ context: 'roster', message: '随班就读' }),
  migrantChild: msg({ context: 'roster', message: '是否进城务工人员随迁子女' }),
}

const slots: Words<MemberSlot> = {
  father: msg({ context: 'roster', message: '父亲' }),
  mother: msg({ context: 'roster', message: '母亲' }),
  member1: msg({ context: 'roster', message: '成员1' }),
  member2: msg({ context: 'roster', message: '成员2' }),
  carer: msg({ context: 'roster', message: '实际照护人' }),
}

const attributes: Words<MemberAttribute> = {
  name: msg({ context: 'roster', message: '姓名' }),
  relation: msg({ context: 'roster', message: '关系' }),
  relationNote: msg({ context: 'roster', message: '关系说明' }),
  phone: msg({ context: 'roster', message: '联系电话' }),
  idNumber: msg({ context: 'roster', message: '身份证号' }),
  idType: msg({ context: 'roster', message: '身份证件类型' }),
  ethnic: msg({ context: 'roster', message: '民族' }),
  isGuardian: msg({ context: 'roster', message: '是否监护人' }),
  place: msg({ context: 'roster', message: '外出务工地' }),
  awayFrom: msg({ context: 'roster', message: '外出开始日期' }),
  returnedOn: msg({ context: 'roster', message: '返乡日期' }),
  address: msg({ context: 'roster', message: '现住址' }),
  householdPlaceCode: msg({ context: 'roster', message: '户口所在地行政区划' }),
  workUnit: msg({ context: 'roster', message: '工作单位' }),
  duty: msg({ context: 'roster', message: '职务' }),
}

const isPupilField = (field: FieldKey): field is PupilField => field in pupil
const isExtraField = (field: FieldKey): field is ExtraField => field in extra

/** A field of the roster in the language in use: 父亲联系电话, Father: phone. */
export function fieldName(field: FieldKey): string {
  if (isPupilField(field)) return i18n._(pupil[field])
  if (isExtraField(field)) return i18n._(extra[field])
  const [slot = '', attribute = ''] = field.split('.')
  const who = i18n._(slots[slot as MemberSlot])
  const what = i18n._(attributes[attribute as MemberAttribute])
  return t`${who}${what}`
}

const byLabel = new Map(FIELD_KEYS.map((field) => [fieldLabel(field), field]))

/** The server tells fields by their Chinese names; those of a table's own stay as they are. */
export function labelName(label: string): string {
  const field = byLabel.get(label)
  return field === undefined || currentLocale() === 'zh-CN' ? label : fieldName(field)
}
