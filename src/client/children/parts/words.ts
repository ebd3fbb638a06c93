import { t } from '@lingui/core/macro'
import type { Clear, ClearGap, FileField } from '#shared/children/rules/file.ts'
import type { AbsenceKind, Residence } from '#shared/children/schema.ts'

export function sexText(sex: 'male' | 'female' | 'unknown'): string {
  if (sex === 'male') return t({ message: `男`, context: 'child' })
  return sex === 'female' ? t({ message: `女`, context: 'child' }) : t`性别未填`
}

export function residenceText(residence: Residence): string {
  if (residence === 'rural') return t`农村户籍`
  return residence === 'urban' ? t`城镇户籍` : t`户籍未核实`
}

export function absenceKindText(kind: AbsenceKind): string {
  switch (kind) {
    case 'work':
      return t`务工`
    case 'prison':
      return t`服刑`
    case 'illness':
      return t`治病`
    case 'lost':
      return t`失去联系`
    case 'other':
      return t`其他原因`
  }
}

/** What is still to be filled in, as the words of the form. */
export function gapText(gap: ClearGap | FileField): string {
  switch (gap) {
    case 'name':
      return t`姓名`
    case 'sex':
      return t`性别`
    case 'birthDate':
      return t`出生日期`
    case 'class':
      return t`班级`
    case 'address':
      return t`住址`
    case 'contact':
      return t`能打通的电话`
    case 'carer':
      return t`照护人`
    case 'keeper':
      return t`建档负责人`
    case 'character':
      return t`性格`
    case 'interests':
      return t`兴趣`
    case 'health':
      return t`健康`
    case 'fatherContact':
      return t`爸爸的电话`
    case 'motherContact':
      return t`妈妈的电话`
    case 'carerContact':
      return t`照护人的电话`
  }
}

/** The five clears (五个清楚). */
export function clearText(clear: Clear): string {
  switch (clear) {
    case 'basics':
      return t`基本情况清楚`
    case 'character':
      return t`性格清楚`
    case 'interests':
      return t`兴趣爱好清楚`
    case 'health':
      return t`健康状况清楚`
    case 'contacts':
      return t`联系方式清楚`
  }
}
