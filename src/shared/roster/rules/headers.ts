import {
  EXTRA_FIELDS,
  EXTRA_FIELD_KEYS,
  type FieldKey,
  MEMBER_ATTRIBUTES,
  type MemberAttribute,
  type MemberSlot,
  PUPIL_FIELDS,
  type PupilField,
} from './fields.ts'
import { compact } from './text.ts'

const PUPIL_WORDS: Partial<Record<PupilField | keyof typeof EXTRA_FIELDS, string>> = {
  rowNumber: '编号 序 NO NO. 号',
  name: '学生姓名 孩子姓名 儿童姓名 名字 学生名字 孩子名字 学生 NAME',
  sex: '男/女 男女 学生性别 孩子性别 SEX GENDER',
  birthDate: '生日 出生年月 出生年月日 出生时间 学生出生日期 出生',
  idNumber:
    '身份证号 身份证号码 身份证 公民身份号码 公民身份证号 身份证件号码 证件号码 证件号 学生身份证号 学生身份证件号',
  idType: '证件类型 身份证类型',
  ethnic: '民 族 名族 学生民族',
  className: '班级 哪个班 所在班级 现在班级 行政班 年级班级 所在班 班 CLASS',
  gradeName: '所在年级 就读年级 年级名称',
  classCode: '班级代码 班级编号',
  residence: '户口 户籍 户籍性质 户口类型 户籍类型 户口类别 城乡户口',
  boarding: '住校吗 是否住校 是否寄宿 寄宿 住宿 是否住宿 住校 是否寄宿生 住宿情况 走读/住校 住读情况',
  address: '家住哪里 住址 家庭住址 现居住地 现居住地址 居住地址 现住地址 居住地 详细住址',
  homeAddress: '户籍地址 户口地址 户籍地 户籍所在地',
  mailAddress: '通讯地址 邮寄地址',
  phone: '家里电话 家庭电话 电话 手机 手机号 手机号码 电话号码 联系方式 家长电话 家长联系电话 TEL PHONE',
  note: '说明 备 注 其它说明 其他说明',
  age: '今年几岁 周岁 岁数 实足年龄',
  studentNumber: '全国学籍号 学籍号码 学籍',
  householdPlaceCode: '户口所在地 户口所在地行政区划代码',
  nationality: '国籍 国籍地区',
  registerLeftBehind: '留守儿童 是否留守 是否为留守儿童',
  orphan: '孤儿',
  disability: '残疾类别 残疾情况 残疾',
  health: '健康 身体状况',
  enrolledMonth: '入学时间 入学日期',
}

const MEMBER_WORDS: Partial<Record<MemberAttribute, string>> = {
  name: '名字 叫什么',
  relation: '与学生关系 与孩子关系 与儿童关系 是孩子什么人 称谓',
  phone: '电话 手机 手机号 手机号码 电话号码 联系方式',
  idNumber: '身份证号 身份证号码 身份证 公民身份号码 证件号码',
  isGuardian: '监护人 有无监护能力 有监护能力',
  place:
    '在哪打工 打工地 打工地点 务工地 务工地点 外出务工地点 外出地 外出地点 务工地址 打工地址 在哪里打工 现在在哪',
  awayFrom:
    '哪天走的 外出时间 外出日期 离家时间 离家日期 什么时候走的 外出起 开始外出时间 外出务工时间 外出务工开始时间',
  returnedOn: '回来没有 返乡时间 回来时间 回家日期 返回日期 外出止 哪天回来的 外出结束日期',
  address: '住址 家庭住址 地址',
  workUnit: '单位 务工单位 打工单位',
  duty: '职业 工作',
}

// Columns that tell a carer's relation without naming a person.
const CARER_RELATION =
  '平时谁带 谁带 跟谁住 随谁生活 现随谁生活 由谁照顾 由谁照护 照护人 实际照护人 现在谁带 监护类型 与谁同住'

const PERSONS: readonly [RegExp, MemberSlot][] = [
  [/^(?:孩子|学生)?(?:爸爸|父亲|爸|父)的?/u, 'father'],
  [/^(?:孩子|学生)?(?:妈妈|母亲|妈|母)的?/u, 'mother'],
  [/^(?:家庭)?成员(?:1|一)的?/u, 'member1'],
  [/^(?:家庭)?成员(?:2|二)的?/u, 'member2'],
  [
    /^(?:实际照护人|实际监护人|受委托照护人|委托照护人|委托监护人|临时监护人|被委托人|受托人|照护人|照顾人|抚养人|带养人|监护人|带孩子的人|现在谁带|谁带)的?/u,
    'carer',
  ],
]

/** A header's text without blanks, stars, bracketed hints and end signs. */
export function headerText(text: string): string {
  const plain = compact(text)
    .toUpperCase()
    .replace(/[*＊★:：]/gu, '')
  const bare = plain.replace(/[([【（].*?[)\]】）]/gu, '')
  return bare === '' ? plain : bare
}

const words = (own: string, synonyms: string | undefined): string[] =>
  [own, ...(synonyms ?? '').split(' ')].filter((word) => word !== '').map(headerText)

const BY_PUPIL_WORD = new Map<string, FieldKey>()
for (const field of Object.keys(PUPIL_FIELDS) as PupilField[]) {
  for (const word of words(PUPIL_FIELDS[field], PUPIL_WORDS[field])) BY_PUPIL_WORD.set(word, field)
}
for (const field of EXTRA_FIELD_KEYS) {
  for (const word of words(EXTRA_FIELDS[field], PUPIL_WORDS[field])) BY_PUPIL_WORD.set(word, field)
}
for (const word of CARER_RELATION.split(' ')) BY_PUPIL_WORD.set(word, 'carer.relation')

const BY_MEMBER_WORD = new Map<string, MemberAttribute>()
for (const attribute of Object.keys(MEMBER_ATTRIBUTES) as MemberAttribute[]) {
  for (const word of words(MEMBER_ATTRIBUTES[attribute], MEMBER_WORDS[attribute]))
    BY_MEMBER_WORD.set(word, attribute)
}

function readPerson(text: string): { slot: MemberSlot; rest: string } | undefined {
  for (const [pattern, slot] of PERSONS) {
    const found = pattern.exec(text)
    if (found) return { slot, rest: text.slice(found[0].length) }
  }
  return undefined
}

/** The field a column head stands for; `group` is the head above it in a two-row header. */
export function matchHeader(head: string, group = ''): FieldKey | undefined {
  const text = headerText(head)
  if (text === '') return undefined
  const person = readPerson(text)
  if (person !== undefined && person.rest !== '') {
    const attribute = BY_MEMBER_WORD.get(person.rest)
    if (attribute !== undefined) return `${person.slot}.${attribute}`
  }
  const above = readPerson(headerText(group))
  const underPerson = above === undefined ? undefined : BY_MEMBER_WORD.get(text)
  if (above !== undefined && underPerson !== undefined) return `${above.slot}.${underPerson}`
  const own = BY_PUPIL_WORD.get(text)
  if (own !== undefined) return own
  if (person === undefined || person.rest !== '' || person.slot === 'carer') return undefined
  return `${person.slot}.name`
}
