import { msg, t } from '@lingui/core/macro'
import { i18n, type MessageDescriptor } from '@lingui/core'
import { kinText } from '#client/lib/kin-words.ts'
import type { ChangedField, PreviewRow, RowKind } from '#shared/roster/schema.ts'

type SkipReason = NonNullable<PreviewRow['skippedAs']>

/** Why a row or a cell was not taken as it stands, with the cure. */
const reasons: Record<string, MessageDescriptor> = {
  'name-missing': msg`没有姓名，请在表里补上。`,
  'name-invalid': msg`这不像一个人的姓名，请改正。`,
  'id-missing': msg`没有身份证号，以后补上就行。`,
  'id-length': msg`位数不对，应当是 18 位，请对照证件。`,
  'id-char': msg`里面有不该有的字，请对照证件。`,
  'id-province': msg`开头两位不是任何省份，请对照证件。`,
  'id-date-impossible': msg`里面的出生日期不存在，请对照证件。`,
  'id-checksum': msg`最后一位对不上，多半是抄错了一位，请对照证件。`,
  'id-precision-lost': msg`表格软件把号码改成了数字，后几位已经丢了。请把这一列设成“文本”，照证件重新填。`,
  'id-duplicate': msg`同一个人在表里有两行，只取前面一行。`,
  'id-conflict': msg`同一个号码写在两个姓名下，两行都没有收。请查清是谁的。`,
  'sex-invalid': msg`只认“男”或“女”，请改正。`,
  'sex-missing': msg`没有性别，也没有身份证号可查，请补上。`,
  'sex-id-mismatch': msg`和身份证号里的性别不一样，请查清哪个对。`,
  'birth-missing': msg`没有出生日期，也没有身份证号可查，请补上。`,
  'birth-unreadable': msg`认不出这个日期，请写成 2015-09-01。`,
  'birth-impossible': msg`没有这一天，或者还没到，请改正。`,
  'birth-id-mismatch': msg`和身份证号里的出生日期不一样，请查清哪个对。`,
  'birth-taken-from-id': msg`出生日期取自身份证号。`,
  'class-missing': msg`没有班级，请补上。`,
  'class-unknown': msg`学校里没有这个班，请改班名，或先建这个班。`,
  'ethnic-unknown': msg`认不出这个民族，先空着。`,
  'residence-unknown': msg`认不出是农村还是城镇，先空着，需要核实。`,
  'boarding-unknown': msg`认不出是住校还是走读，先空着。`,
  'phone-invalid': msg`号码不对，没有存。手机 11 位，座机要带区号。`,
  'date-unparsable': msg`认不出这个日期，先空着，请问清楚再补。`,
  'date-precision-month': msg`只有年月，先按当月 1 日算。`,
  'dates-reversed': msg`返乡早于外出，请查清日期。`,
  'pupil-unknown': msg`名册里没有这个学生。`,
  'member-unknown': msg`找不到这位家长。`,
  'still-away-on-file': msg`名册上写着还在外面，这份表里没有写。原来的先留着，请问清楚回来没有。`,
  'namesake-ambiguous': msg`名册上有几个同名的学生，分不清是哪一个，请补上身份证号。`,
  'left-returns': msg`这个孩子已经离校，表里又有。收下就算回校了；没有回来，请把这一行从表里去掉。`,
  'left-since': msg`这个孩子在这份表的日期以后离校了，这一行不动。`,
  'known-by-name': msg`没有身份证号可对，按姓名和出生日期当作上一学年的那个孩子，请看一眼是不是。`,
  'away-again': msg`名册上更早就出去了。前面那一段留着，请问清楚中间回来住了多少天。`,
  'phone-verified': msg`名册上的号码有人核对过，和表里的不一样。先留着核对过的，请问清楚哪个对。`,
  'dead-on-file': msg`名册上记着这个人已经过世，表里还有。名册不动，请问清楚写的是谁。`,
  'name-differs': msg`名册上这个身份证号是另一个姓名，请查清是改了名还是填错了。`,
  'same-name-and-birth': msg`名册上有同名、同一天出生的学生，请看一眼是不是同一个人。`,
  namesake: msg`有同名同姓的学生，请看一眼是不是两个人。`,
}

const unknown = msg`这一格有疑问，请对照原件看一下。`

export const reasonText = (reason: string): string => i18n._(reasons[reason] ?? unknown)

const skipped: Record<SkipReason, MessageDescriptor> = {
  blank: msg`空行`,
  'repeated header': msg`重复的表头`,
  subtotal: msg`小计`,
  totals: msg`合计`,
  signature: msg`签名、制表人`,
}

export const skipText = (reason: SkipReason): string => i18n._(skipped[reason])

const changed: Record<ChangedField, MessageDescriptor> = {
  name: msg({ context: 'roster', message: '姓名' }),
  sex: msg({ context: 'roster', message: '性别' }),
  birthOn: msg({ context: 'roster', message: '出生日期' }),
  ethnic: msg({ context: 'roster', message: '民族' }),
  residence: msg({ context: 'roster', message: '户口性质' }),
  boarding: msg({ context: 'roster', message: '就读方式' }),
  class: msg({ context: 'roster', message: '班级' }),
  studentNo: msg({ context: 'roster', message: '学籍号' }),
  idNumber: msg({ context: 'roster', message: '身份证号' }),
  phone: msg({ context: 'roster', message: '联系电话' }),
  address: msg({ context: 'roster', message: '住址' }),
  registeredMark: msg({ context: 'roster', message: '学籍里的登记' }),
  extra: msg({ context: 'roster', message: '其他栏目' }),
  state: msg({ context: 'roster', message: '情况' }),
  incapable: msg({ context: 'roster', message: '监护能力' }),
  isGuardian: msg({ context: 'roster', message: '是否监护人' }),
  workUnit: msg({ context: 'roster', message: '工作单位' }),
  member: msg({ context: 'roster', message: '家人' }),
  absence: msg({ context: 'roster', message: '外出时间' }),
  carer: msg({ context: 'roster', message: '谁在照顾' }),
}

export const changedText = (field: ChangedField): string => i18n._(changed[field])

const kinds: Record<RowKind, MessageDescriptor> = {
  all: msg`全部`,
  added: msg`新增`,
  changed: msg`有变化`,
  unchanged: msg`没有变化`,
  corrected: msg`写法已改正`,
  warned: msg`有提醒`,
  refused: msg`没有收`,
  skipped: msg`跳过`,
}

export const kindText = (kind: RowKind): string => i18n._(kinds[kind])

/** Values the server tells as codes. */
const values: Record<string, MessageDescriptor> = {
  male: msg({ context: 'roster', message: '男' }),
  female: msg({ context: 'roster', message: '女' }),
  rural: msg({ context: 'roster', message: '农村' }),
  urban: msg({ context: 'roster', message: '城镇' }),
  unknown: msg({ context: 'roster', message: '不详' }),
  yes: msg({ context: 'roster', message: '是' }),
  no: msg({ context: 'roster', message: '否' }),
  present: msg({ context: 'roster', message: '在世' }),
  dead: msg({ context: 'roster', message: '已故' }),
}

const boarding: Record<string, MessageDescriptor> = {
  yes: msg({ context: 'roster', message: '住校' }),
  no: msg({ context: 'roster', message: '走读' }),
}
const incapable: Record<string, MessageDescriptor> = {
  yes: msg({ context: 'roster', message: '没有' }),
  no: msg({ context: 'roster', message: '有' }),
}

/** `2024-09-01/2025-01-20 place`, `?/ place`: first day away, first day at home, where. */
function absenceText(value: string): string {
  const [, from = '', to = '', place = ''] = /^([\d?-]*)\/([\d?-]*)\s*(.*)$/.exec(value) ?? []
  if (from === '' && to === '') return value
  const start = from.includes('?') ? t`日期不详` : from
  const span = to === '' ? t`${start} 起` : t`${start} 到 ${to}`
  return place === '' ? span : `${span} · ${place}`
}

/** One value of a change as a person says it. */
export function valueText(field: ChangedField, value: string | null): string {
  if (value === null || value === '') return i18n._(msg`（空）`)
  if (field === 'absence') return absenceText(value)
  if (field === 'carer') return kinText(value)
  const own = field === 'boarding' ? boarding : field === 'incapable' ? incapable : values
  const word = own[value]
  return word === undefined ? value : i18n._(word)
}
