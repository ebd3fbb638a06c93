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
  rowNumber: msg`序号`,
  name: msg`姓名`,
  sex: msg`性别`,
  birthDate: msg`出生日期`,
  idNumber: msg`身份证件号`,
  idType: msg`身份证件类型`,
  ethnic: msg`民族`,
  className: msg`班级名称`,
  gradeName: msg`年级`,
  classCode: msg`班号`,
  residence: msg`户口性质`,
  boarding: msg`就读方式`,
  address: msg`现住址`,
  homeAddress: msg`家庭地址`,
  mailAddress: msg`通信地址`,
  phone: msg`联系电话`,
  note: msg`备注`,
  age: msg`年龄`,
}

const extra: Words<ExtraField> = {
  schoolCode: msg`学校标识码`,
  studentNumber: msg`学籍号`,
  studentNumberAlias: msg`学籍辅号`,
  numberInClass: msg`班内学号`,
  birthPlaceCode: msg`出生地行政区划代码`,
  nativePlace: msg`籍贯`,
  nationality: msg`国籍/地区`,
  overseasChinese: msg`港澳台侨外`,
  health: msg`健康状况`,
  politicalStatus: msg`政治面貌`,
  householdPlaceCode: msg`户口所在地行政区划`,
  enrolledMonth: msg`入学年月`,
  admissionKind: msg`入学方式`,
  postcode: msg`邮政编码`,
  onlyChild: msg`是否独生子女`,
  preschooled: msg`是否受过学前教育`,
  registerLeftBehind: msg`是否留守儿童`,
  needsAid: msg`是否需要申请资助`,
  receivesSubsidy: msg`是否享受一补`,
  orphan: msg`是否孤儿`,
  martyrFamily: msg`是否烈士或优抚子女`,
  schoolDistance: msg`上下学距离`,
  schoolTransport: msg`上下学方式`,
  schoolBus: msg`是否需要乘坐校车`,
  formerName: msg`曾用名`,
  idValidUntil: msg`身份证件有效期`,
  bloodType: msg`血型`,
  talent: msg`特长`,
  studentSource: msg`学生来源`,
  email: msg`电子信箱`,
  homepage: msg`主页地址`,
  disability: msg`残疾类型`,
  boughtPlace: msg`是否由政府购买学位`,
  inclusiveClass: msg`随班就读`,
  migrantChild: msg`是否进城务工人员随迁子女`,
}

const slots: Words<MemberSlot> = {
  father: msg`父亲`,
  mother: msg`母亲`,
  member1: msg`成员1`,
  member2: msg`成员2`,
  carer: msg`实际照护人`,
}

const attributes: Words<MemberAttribute> = {
  name: msg`姓名`,
  relation: msg`关系`,
  relationNote: msg`关系说明`,
  phone: msg`联系电话`,
  idNumber: msg`身份证件号`,
  idType: msg`身份证件类型`,
  ethnic: msg`民族`,
  isGuardian: msg`是否监护人`,
  place: msg`外出务工地`,
  awayFrom: msg`外出开始日期`,
  returnedOn: msg`返乡日期`,
  address: msg`现住址`,
  householdPlaceCode: msg`户口所在地行政区划`,
  workUnit: msg`工作单位`,
  duty: msg`职务`,
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
