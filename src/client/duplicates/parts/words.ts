import { t } from '@lingui/core/macro'
import type { MergeField, SuspectReason } from '#shared/duplicates/schema.ts'
import { formatDate } from '#client/lib/format.ts'

export function reasonText(reason: SuspectReason): string {
  switch (reason) {
    case 'sameId':
      return t`身份证号相同`
    case 'sameName':
      return t`同名`
    case 'variantName':
      return t`名字只差写法`
    case 'samePinyin':
      return t`名字同音`
    case 'similarName':
      return t`名字只差一个字`
    case 'sameBirth':
      return t`同一天出生`
    case 'nearBirth':
      return t`出生日期相近`
    case 'sameParent':
      return t`父母同名`
  }
}

export function fieldText(field: MergeField): string {
  switch (field) {
    case 'name':
      return t`姓名`
    case 'sex':
      return t({ message: `性别`, context: 'merge field' })
    case 'birthDate':
      return t`出生日期`
    case 'idNumber':
      return t`身份证号`
    case 'studentNo':
      return t`学籍号`
    case 'ethnic':
      return t`民族`
    case 'residence':
      return t`户籍`
    case 'boarding':
      return t`住校还是走读`
    case 'phone':
      return t`电话`
    case 'address':
      return t`住址`
    case 'village':
      return t`村`
    case 'character':
      return t`性格`
    case 'interests':
      return t`兴趣`
    case 'health':
      return t`健康`
    case 'goals':
      return t`愿望和目标`
    case 'keeper':
      return t`建档负责人`
    case 'fatherName':
      return t`爸爸的姓名`
    case 'fatherPhone':
      return t({ message: `爸爸的电话`, context: 'merge field' })
    case 'motherName':
      return t`妈妈的姓名`
    case 'motherPhone':
      return t({ message: `妈妈的电话`, context: 'merge field' })
  }
}

const coded: Partial<Record<MergeField, (value: string) => string>> = {
  sex: sexText,
  boarding: (value) => (value === 'yes' ? t`住校` : t`走读`),
  residence: (value) => (value === 'rural' ? t`农村户籍` : value === 'urban' ? t`城镇户籍` : t`户籍未核实`),
  birthDate: (value) => formatDate(value, 'full'),
}

export function sexText(sex: string): string {
  if (sex === 'male') return t({ message: `男`, context: 'child' })
  return sex === 'female' ? t({ message: `女`, context: 'child' }) : t`性别未填`
}

/** A value as the child's page would show it. */
export function valueText(field: MergeField, value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') return t`没有填`
  return coded[field]?.(value) ?? value
}
