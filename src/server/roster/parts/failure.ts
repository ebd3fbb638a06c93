import type { ImportFailure } from '#shared/roster/schema.ts'
import { DEFAULT_LIMITS, type FileRefusal } from '#server/roster/parts/file-outcome.ts'

const MAX_MB = DEFAULT_LIMITS.fileBytes / 2 ** 20

/** Why a file was not read, as the code that is worded on the screen; `reason` and `detail` tell more exactly. */
export function failureOf({ reason, detail }: FileRefusal): ImportFailure {
  const params = { reason, detail }
  switch (reason) {
    case 'empty':
    case 'no-sheet':
      return { code: 'file-empty', params }
    case 'too-large':
      return { code: 'file-too-large', params: { ...params, maxMegabytes: MAX_MB } }
    case 'too-many-rows':
      return { code: 'file-too-large', params: { ...params, maxRows: DEFAULT_LIMITS.rows } }
    case 'password':
      return { code: 'file-encrypted', params }
    case 'document-type':
    case 'unpacks-too-large':
      return { code: 'file-unsafe', params }
    case 'wrong-type':
      return { code: 'file-type-unknown', params }
    case 'truncated':
    case 'damaged':
    case 'took-too-long':
    case 'cancelled':
      return { code: 'file-broken', params }
  }
}
