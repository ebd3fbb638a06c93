import { Trans } from '@lingui/react/macro'
import { REGISTER_COLUMNS } from '#shared/children/rules/register.ts'
import type { FieldKey } from '#shared/roster/rules/fields.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { Banner } from '#client/ui/banner.tsx'
import type { ReadImport } from '../queries.ts'
import { fieldName } from './field-words.ts'

/** Which columns of the register will answer questions of the children's files, where nobody has answered them yet. */
export function ToFile({ detail }: { detail: ReadImport }) {
  const map = detail.file?.map ?? {}
  const columns = REGISTER_COLUMNS.filter((key): key is FieldKey => map[key as FieldKey] !== undefined)
  if (columns.length === 0) return null
  const names = joinWords(columns.map(fieldName))
  return (
    <div className="mt-4">
      <Banner>
        <Trans>
          {names}
          ：孩子的档案里还没有写过的，会照名册补上；写过的不动。撤回这次导入，没有改过的也一起撤掉。
        </Trans>
      </Banner>
    </div>
  )
}
