import { t } from '@lingui/core/macro'
import type { HomeOften, NoContactReason } from '#shared/kin/schema.ts'

export function noContactText(reason: NoContactReason): string {
  switch (reason) {
    case 'court':
      return t`不能联系：法院有裁定`
    case 'family':
      return t`不能联系：家里要求`
    case 'safety':
      return t`不能联系：为了孩子安全`
    case 'other':
      return t`不能联系：其他原因`
  }
}

export function homeOftenText(often: HomeOften): string {
  switch (often) {
    case 'weekly':
      return t`每周回家`
    case 'monthly':
      return t`每月回家`
    case 'quarterly':
      return t`几个月回一次`
    case 'yearly':
      return t`一年回一次`
    case 'rarely':
      return t`很少回家`
  }
}

export function callsOftenText(often: HomeOften): string {
  switch (often) {
    case 'weekly':
      return t`每周和孩子通话`
    case 'monthly':
      return t`每月和孩子通话一次`
    case 'quarterly':
      return t`几个月和孩子通话一次`
    case 'yearly':
      return t`一年和孩子通话一两次`
    case 'rarely':
      return t`很少和孩子通话`
  }
}
