import { Trans } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { useField } from './field.tsx'
import { Icon } from './icon.tsx'

interface FileDropProps {
  /** As of `<input accept>`: ".xlsx,.xls,.csv". */
  accept: string
  file: File | null
  onChange: (file: File) => void
  /** What to choose: 选学校的学生名册. */
  prompt: ReactNode
  /** Which kinds and sizes. */
  hint?: ReactNode
  /** Size of the chosen file, formatted. */
  size?: ReactNode
  disabled?: boolean
}

/** Choose a file, or drop it here: the browser's own input lies over the whole field and takes both. */
export function FileDrop({ accept, file, onChange, prompt, hint, size, disabled = false }: FileDropProps) {
  const [over, setOver] = useState(false)
  const take = (files: FileList | null): void => {
    const first = files?.[0]
    if (first !== undefined && !disabled) onChange(first)
  }
  return (
    <label
      className={cx(
        'relative flex min-h-36 cursor-pointer flex-col items-center justify-center rounded-card border-2 border-dashed px-4 py-6 text-center',
        'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-sea',
        over ? 'border-sea bg-sea-soft' : 'border-edge bg-white hover:bg-sea-soft',
      )}
    >
      <input
        type="file"
        {...useField()}
        accept={accept}
        disabled={disabled}
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
        onChange={(event) => {
          take(event.target.files)
          // So that the same file, put right, can be chosen again.
          event.target.value = ''
        }}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
      <Icon name={file === null ? 'upload' : 'file'} size={30} className="mb-2 text-sea" />
      <span className="font-semibold wrap-anywhere">{file === null ? prompt : file.name}</span>
      <span className="mt-0.5 text-sm text-soft">
        {file === null ? (
          hint
        ) : (
          <>
            {size} · <Trans>点这里换一个</Trans>
          </>
        )}
      </span>
    </label>
  )
}
