/** Fields of the pupil that the rules read; the value is the field's name in the school's language. */
export const PUPIL_FIELDS = {
  rowNumber: '序号',
  name: '姓名',
  sex: '性别',
  birthDate: '出生日期',
  idNumber: '身份证件号',
  idType: '身份证件类型',
  ethnic: '民族',
  className: '班级名称',
  gradeName: '年级',
  classCode: '班号',
  residence: '户口性质',
  boarding: '就读方式',
  address: '现住址',
  homeAddress: '家庭地址',
  mailAddress: '通信地址',
  phone: '联系电话',
  note: '备注',
  age: '年龄',
} as const

/** Columns of the national register that are kept as they stand, for the register export. */
export const EXTRA_FIELDS = {
  schoolCode: '学校标识码',
  studentNumber: '学籍号',
  studentNumberAlias: '学籍辅号',
  numberInClass: '班内学号',
  birthPlaceCode: '出生地行政区划代码',
  nativePlace: '籍贯',
  nationality: '国籍/地区',
  overseasChinese: '港澳台侨外',
  health: '健康状况',
  politicalStatus: '政治面貌',
  householdPlaceCode: '户口所在地行政区划',
  enrolledMonth: '入学年月',
  admissionKind: '入学方式',
  postcode: '邮政编码',
  onlyChild: '是否独生子女',
  preschooled: '是否受过学前教育',
  registerLeftBehind: '是否留守儿童',
  needsAid: '是否需要申请资助',
  receivesSubsidy: '是否享受一补',
  orphan: '是否孤儿',
  martyrFamily: '是否烈士或优抚子女',
  schoolDistance: '上下学距离',
  schoolTransport: '上下学方式',
  schoolBus: '是否需要乘坐校车',
  formerName: '曾用名',
  idValidUntil: '身份证件有效期',
  bloodType: '血型',
  talent: '特长',
  studentSource: '学生来源',
  email: '电子信箱',
  homepage: '主页地址',
  disability: '残疾类型',
  boughtPlace: '是否由政府购买学位',
  inclusiveClass: '随班就读',
  migrantChild: '是否进城务工人员随迁子女',
} as const

export const SLOTS = {
  father: '父亲',
  mother: '母亲',
  member1: '成员1',
  member2: '成员2',
  carer: '实际照护人',
} as const

/** What is told of a member of the family or of the carer. */
export const MEMBER_ATTRIBUTES = {
  name: '姓名',
  relation: '关系',
  relationNote: '关系说明',
  phone: '联系电话',
  idNumber: '身份证件号',
  idType: '身份证件类型',
  ethnic: '民族',
  isGuardian: '是否监护人',
  place: '外出务工地',
  awayFrom: '外出开始日期',
  returnedOn: '返乡日期',
  address: '现住址',
  householdPlaceCode: '户口所在地行政区划',
  workUnit: '工作单位',
  duty: '职务',
} as const

export type PupilField = keyof typeof PUPIL_FIELDS
export type ExtraField = keyof typeof EXTRA_FIELDS
export type MemberSlot = keyof typeof SLOTS
export type MemberAttribute = keyof typeof MEMBER_ATTRIBUTES
export type FieldKey = PupilField | ExtraField | `${MemberSlot}.${MemberAttribute}`

/** Which column (from 0) holds which field. */
export type ColumnMap = Partial<Record<FieldKey, number>>

const keysOf = <T extends object>(record: T): (keyof T)[] => Object.keys(record) as (keyof T)[]

export const EXTRA_FIELD_KEYS: readonly ExtraField[] = keysOf(EXTRA_FIELDS)
export const FAMILY_SLOTS = [
  'father',
  'mother',
  'member1',
  'member2',
] as const satisfies readonly MemberSlot[]

/** Every field a column can be mapped to, in the order a person looks for them. */
export const FIELD_KEYS: readonly FieldKey[] = [
  ...keysOf(PUPIL_FIELDS),
  ...keysOf(SLOTS).flatMap((slot) =>
    keysOf(MEMBER_ATTRIBUTES).map((attribute) => `${slot}.${attribute}` as const),
  ),
  ...EXTRA_FIELD_KEYS,
]

function isPupilField(field: FieldKey): field is PupilField {
  return field in PUPIL_FIELDS
}

// The register says 实际照护人电话 where it says 成员1联系电话.
const IRREGULAR: Partial<Record<FieldKey, string>> = { 'carer.phone': '实际照护人电话' }

/** The field's name as corrections and refusals tell it: 父亲联系电话, 实际照护人关系. */
export function fieldLabel(field: FieldKey): string {
  if (isPupilField(field)) return PUPIL_FIELDS[field]
  const irregular = IRREGULAR[field]
  if (irregular !== undefined) return irregular
  const [slot, attribute] = field.split('.')
  if (attribute === undefined) return EXTRA_FIELDS[field as ExtraField]
  return SLOTS[slot as MemberSlot] + MEMBER_ATTRIBUTES[attribute as MemberAttribute]
}
