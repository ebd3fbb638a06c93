import { Trans, useLingui } from '@lingui/react/macro'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useRef, useState, type ChangeEvent } from 'react'
import { listAttachments, readThumbnail } from '#shared/attachments/api.ts'
import type { Attachment, Owner } from '#shared/attachments/schema.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, IconButton } from '#client/ui/button.tsx'
import { cx } from '#client/ui/cx.ts'
import { Icon } from '#client/ui/icon.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { AttachmentViewer } from './attachment-viewer.tsx'
import { addressOf, call } from './call.ts'
import { errorText } from './error-text.ts'
import { formatPercent } from './format.ts'
import { RemovedFiles } from './removed-files.tsx'
import { mayTryAgain, useUploads, type Sending } from './use-uploads.ts'

const attachmentsQuery = ({ kind, id }: Owner) =>
  queryOptions({
    queryKey: ['attachments', kind, id],
    queryFn: ({ signal }) => call(listAttachments, { query: { kind, id }, signal }),
  })

function Tile({ file, onOpen }: { file: Attachment; onOpen: () => void }) {
  const { id, name } = file
  const isPhoto = file.state === 'ready' && file.mime === 'image/jpeg'
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="block w-full overflow-hidden rounded-control border border-line bg-white text-start hover:border-sea"
      >
        {isPhoto ? (
          <img
            src={addressOf(readThumbnail, { params: { id } })}
            alt=""
            loading="lazy"
            className={cx('aspect-square w-full', file.signed ? 'object-contain' : 'object-cover')}
          />
        ) : (
          <span className="flex aspect-square w-full items-center justify-center bg-sand text-soft">
            <Icon name={file.state === 'ready' ? 'file' : 'warning'} size={32} />
          </span>
        )}
        <span className="block truncate px-2 py-1.5 text-sm">{name}</span>
      </button>
    </li>
  )
}

interface RowProps {
  one: Sending
  onRetry: () => void
  onForget: () => void
}

function SendingRow({ one, onRetry, onForget }: RowProps) {
  const { job, share, waiting, error } = one
  const { t } = useLingui()
  const { name } = job
  const percent = formatPercent(Math.round(share * 1000), 1000)
  return (
    <li className="rounded-control border border-line bg-white px-3 py-2">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate">{name}</span>
        {mayTryAgain(one) && (
          <Button icon="refresh" onClick={onRetry}>
            <Trans>再试一次</Trans>
          </Button>
        )}
        {error !== null && <IconButton icon="close" label={t`不传了：${name}`} onClick={onForget} />}
      </div>
      {error === null ? (
        <div className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
          <span
            role="progressbar"
            aria-label={t`正在上传 ${name}`}
            aria-valuenow={Math.round(share * 100)}
            className="h-2 flex-1 overflow-hidden rounded-full bg-sand"
          >
            <span className="block h-full bg-sea" style={{ width: `${share * 100}%` }} />
          </span>
          <span className="tabular-nums">{share < 1 ? percent : <Trans>正在检查…</Trans>}</span>
          <span role="status" className={cx(waiting && 'basis-full')}>
            {waiting && <Trans>连不上。连上后从这里接着传，不用重选。</Trans>}
          </span>
        </div>
      ) : (
        <p role="alert" className="text-sm text-danger">
          {errorText(error)}
        </p>
      )}
    </li>
  )
}

function AddButtons({ onAdd }: { onAdd: (files: readonly File[]) => void }) {
  const { t } = useLingui()
  const camera = useRef<HTMLInputElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    onAdd([...(event.target.files ?? [])])
    event.target.value = ''
  }
  return (
    <div className="flex flex-wrap gap-2.5">
      <input
        ref={camera}
        type="file"
        accept="image/jpeg"
        capture="environment"
        hidden
        aria-label={t`拍照`}
        onChange={take}
      />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t`选照片或 PDF`}
        accept="image/jpeg,image/png,image/webp,application/pdf"
        onChange={take}
      />
      <Button icon="plus" onClick={() => camera.current?.click()}>
        <Trans>拍照</Trans>
      </Button>
      <Button icon="upload" onClick={() => picker.current?.click()}>
        <Trans>选照片或 PDF</Trans>
      </Button>
    </div>
  )
}

/** Photos and scans that hang on something: look, add, take away. Loaded only where it is shown. */
export function Attachments({ owner }: { owner: Owner }) {
  const list = useQuery(attachmentsQuery(owner))
  const { sending, add, send, forget } = useUploads(owner)
  const [open, setOpen] = useState<Attachment | null>(null)
  if (list.isError)
    return <QueryError error={list.error} onRetry={() => void list.refetch()} busy={list.isFetching} />
  if (list.data === undefined) return <Skeleton rows={1} />
  const { attachments, removed, mayAdd } = list.data
  return (
    <div className="space-y-3">
      {attachments.length === 0 && sending.length === 0 && (
        <p className="text-soft">
          {mayAdd && owner.kind === 'agreement' ? (
            <Trans>还没有。可以拍签好的纸；照片里的位置和时间会去掉。</Trans>
          ) : mayAdd ? (
            <Trans>还没有。可以拍户口本、协议、诊断书，或孩子的作品；照片里的位置和时间会去掉。</Trans>
          ) : (
            <Trans>还没有照片和扫描件。</Trans>
          )}
        </p>
      )}
      {attachments.length > 0 && (
        <ul className="grid grid-cols-3 gap-2.5 sm:grid-cols-4">
          {attachments.map((file) => (
            <Tile key={file.id} file={file} onOpen={() => setOpen(file)} />
          ))}
        </ul>
      )}
      {sending.length > 0 && (
        <ul className="space-y-2">
          {sending.map((one) => (
            <SendingRow
              key={one.job.id}
              one={one}
              onRetry={() => send(one.job)}
              onForget={() => forget(one.job)}
            />
          ))}
        </ul>
      )}
      {mayAdd && <AddButtons onAdd={(files) => void add(files)} />}
      <RemovedFiles files={removed} owner={owner} />
      {open !== null && <AttachmentViewer file={open} owner={owner} onClose={() => setOpen(null)} />}
    </div>
  )
}
