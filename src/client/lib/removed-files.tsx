import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { restoreAttachment } from '#shared/attachments/api.ts'
import type { AttachmentList, Owner } from '#shared/attachments/schema.ts'
import { Button } from '#client/ui/button.tsx'
import { toast } from '#client/ui/toast.ts'
import { call } from './call.ts'
import { errorText } from './error-text.ts'

/** Brings a removed file back. */
export function useRestore({ kind, id: ownerId }: Owner): (id: string) => void {
  const queries = useQueryClient()
  return (id) =>
    void call(restoreAttachment, { params: { id } }).then(
      () => queries.invalidateQueries({ queryKey: ['attachments', kind, ownerId] }),
      (error: unknown) => toast({ tone: 'error', text: errorText(error) }),
    )
}

/** Files that were taken away and can still be brought back, folded up. */
export function RemovedFiles({ files, owner }: { files: AttachmentList['removed']; owner: Owner }) {
  const { t } = useLingui()
  const restore = useRestore(owner)
  const count = files.length
  if (count === 0) return null
  return (
    <details>
      <summary className="min-h-11 cursor-pointer py-2.5 text-sea">
        <Trans>最近去掉的 {count} 个</Trans>
      </summary>
      <ul className="divide-y divide-line">
        {files.map(({ id, name }) => (
          <li key={id} className="flex items-center justify-between gap-3 py-1.5">
            <span className="min-w-0 truncate">{name}</span>
            <Button icon="undo" aria-label={t`找回 ${name}`} onClick={() => restore(id)}>
              <Trans>找回</Trans>
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
