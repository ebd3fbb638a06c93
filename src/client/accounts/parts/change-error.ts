import { t } from '@lingui/core/macro'
import { ApiError } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'

/** Why a role was not ended or an account not switched off: of the last administrator who stays neither is done. */
export function changeErrorText(error: unknown): string {
  if (error instanceof ApiError && error.code === 'not-allowed-now')
    return t`学校总要有一位长期的管理员。请先给另一位添上管理员岗位，“到哪天为止”空着，再来做这一步。`
  return errorText(error)
}
