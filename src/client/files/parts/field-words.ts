import { t } from '@lingui/core/macro'
import type { FieldKey, FieldPurpose, FieldRule, FieldSection } from '#shared/children/rules/fields.ts'
import { formatDate } from '#client/lib/format.ts'

/** What a field is called. Facts and wishes, nothing that names a child for life (H-06). */
const labels = (): Record<FieldKey, string> => ({
  name: t`姓名`,
  sex: t({ message: `性别`, context: 'field' }),
  birthDate: t`出生日期`,
  idNumber: t`身份证号`,
  ethnic: t`民族`,
  formerName: t`曾用名`,
  nativePlace: t`籍贯`,
  residence: t`户籍`,
  hukouRegistered: t`户口登记`,
  hukouPlace: t`户籍地`,
  address: t`住址`,
  village: t`村`,
  phone: t`电话`,
  onlyChild: t`独生子女`,
  keeper: t`建档负责人`,
  character: t`性格`,
  interests: t`兴趣`,
  talents: t`特长`,
  strengths: t`长处`,
  friends: t`好朋友`,
  selfIntroduction: t`自我介绍`,
  goals: t`愿望和目标`,
  class: t`班级`,
  studentNo: t`学籍号`,
  boarding: t({ message: `住校还是走读`, context: 'field' }),
  schooling: t`就学`,
  schoolDistance: t`离学校多远（公里）`,
  travel: t`怎么上下学`,
  studyState: t`学习`,
  health: t`健康`,
  allergies: t`过敏`,
  medication: t`正在吃的药`,
  bloodType: t`血型`,
  bodyState: t`身体（登记表上）`,
  disabilityKind: t`残疾证上的类别`,
  disabilityLevel: t`残疾证上的等级`,
  illness: t`患病类型`,
  parentsReturn: t`父母多久回来一次`,
  lastMet: t`上次和父母见面`,
  villageContact: t`村联系人`,
  guardianship: t`家里照护情况`,
  income: t`家里的经济来源`,
  aid: t`得到的救助`,
  circumstances: t`家庭情况`,
  needStudy: t`学习上需要的帮助`,
  needLife: t`生活上需要的帮助`,
  needSafety: t`安全上需要的帮助`,
  needConduct: t`言行上需要的帮助`,
  childView: t`孩子自己怎么说`,
  carerView: t`家里怎么说`,
  needMind: t`心里需要的帮助`,
})

export const fieldLabel = (key: string): string | undefined => labels()[key as FieldKey]

const sections = (): Record<FieldSection, string> => ({
  register: t`基本情况`,
  person: t`这个孩子`,
  school: t`在学校`,
  health: t`身体`,
  home: t`家里`,
  needs: t`需要的帮助`,
  mind: t`心里`,
})
export const sectionText = (section: FieldSection): string => sections()[section]

const purposes = (): Record<FieldPurpose, string> => ({
  identify: t`为了认准是哪个孩子`,
  reach: t`为了找得到、联系得上`,
  figures: t`登记表和统计要用`,
  understand: t`为了了解孩子，谈心时有话说`,
  safety: t`为了上下学和在家的安全`,
  health: t`为了生病和紧急时心里有数`,
  support: t`为了帮得上忙`,
  listen: t`听孩子和家里自己怎么说`,
})
export const purposeText = (purpose: FieldPurpose): string => purposes()[purpose]

const options = (): Record<string, Record<string, string>> => ({
  sex: {
    male: t({ message: `男`, context: 'child' }),
    female: t({ message: `女`, context: 'child' }),
    unknown: t`未填`,
  },
  residence: { rural: t`农村户籍`, urban: t`城镇户籍`, unknown: t`未核实` },
  boarding: { true: t`住校`, false: t`走读` },
  schooling: {
    kindergarten: t`幼儿园`,
    notYet: t`还没上幼儿园`,
    primary: t`小学`,
    junior: t`初中`,
    senior: t`高中`,
    vocational: t`中职`,
    leftEarly: t`没有读完`,
    notAtSchool: t`不在学`,
  },
  travel: {
    walk: t`步行`,
    bicycle: t`自行车`,
    motorbike: t`摩托或电动车`,
    bus: t`公交`,
    schoolBus: t`校车`,
    family: t`家里接送`,
  },
  studyState: { steady: t`跟得上`, someHelp: t`有时要帮一把`, moreHelp: t`要多帮一帮` },
  bloodType: { A: 'A', B: 'B', AB: 'AB', O: 'O', unknown: t`不知道` },
  bodyState: { healthy: t({ message: `健康`, context: 'state' }), disabled: t`有残疾证`, ill: t`患病` },
  disabilityKind: {
    sight: t`视力`,
    hearing: t`听力`,
    speech: t`言语`,
    limbs: t`肢体`,
    learning: t`智力`,
    mental: t`精神`,
  },
  disabilityLevel: { '1': t`一级`, '2': t`二级`, '3': t`三级`, '4': t`四级` },
  guardianship: {
    nobody: t`没有人照护`,
    parentUnable: t`父或母照护不了`,
    carerLimited: t`照护人力量不够`,
    fair: t`一般`,
    good: t`较好`,
  },
  income: { work: t`打工`, farming: t`种养`, publicAid: t`政府救助`, kin: t`亲友帮助`, other: t`其他` },
  aid: {
    minimum: t`低保`,
    temporary: t`临时救助`,
    medical: t`医疗救助`,
    housing: t`住房救助`,
    other: t`其他`,
  },
  circumstances: {
    orphan: t`父母都已去世`,
    unsupported: t`父母都照顾不了`,
    oneParent: t`与父亲或母亲一方生活`,
    migrant: t`随父母在务工地生活过`,
    other: t`其他`,
  },
})

/** The words of a choice; an option of the school's own is its own word. */
export const optionText = (key: string, option: string): string => options()[key]?.[option] ?? option

export const yesNoText = (value: string): string => (value === 'yes' ? t`是` : t`否`)

/** A value as it is read. */
export function valueText({ key, kind }: Pick<FieldRule, 'key' | 'kind'>, value: string): string {
  if (value === '') return ''
  if (kind === 'date') return formatDate(value, 'full')
  if (kind === 'yesNo') return yesNoText(value)
  if (kind === 'choice') return optionText(key, value)
  if (kind !== 'choices') return value
  return value
    .split(',')
    .map((one) => optionText(key, one))
    .join(t`、`)
}
