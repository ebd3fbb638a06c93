import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { errorText } from '#client/lib/error-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { ActionBar } from '#client/ui/page.tsx'
import { useMapColumns, type ReadImport } from '../queries.ts'
import { SheetChoice } from './sheet-setup.tsx'

/** No header was found: the person points to the row that names the columns. */
export function HeaderPicker({ detail }: { detail: ReadImport }) {
  const { t } = useLingui()
  const [row, setRow] = useState<number | null>(null)
  const map = useMapColumns(detail.id)
  return (
    <>
      <Banner tone="due" title={<Trans>没有认出表头</Trans>}>
        <Trans>请点一下写着“姓名、班级……”的那一行。如果学生在另一张表里，先换表。</Trans>
      </Banner>
      <SheetChoice detail={detail} />
      <fieldset className="mt-4 space-y-2">
        <legend className="mb-1.5 font-medium text-soft">
          <Trans>表的前几行</Trans>
        </legend>
        {detail.file.sample.map((line) => {
          const number = line.row
          const title = t`第 ${number} 行`
          const words = line.cells
            .filter((cell) => cell !== '')
            .slice(0, 12)
            .join(' · ')
          return (
            <label
              key={number}
              className="flex min-h-11 cursor-pointer items-start gap-3 rounded-control border border-line bg-white px-3 py-2.5 has-checked:border-sea has-checked:bg-sea-soft has-focus-visible:outline-3 has-focus-visible:outline-sea"
            >
              <input
                type="radio"
                name="header"
                className="mt-1 size-5 shrink-0 accent-sea outline-none"
                checked={row === number}
                onChange={() => setRow(number)}
              />
              <span className="min-w-0 break-words">
                {title} · {words}
              </span>
            </label>
          )
        })}
      </fieldset>
      {map.isError && (
        <div className="mt-4">
          <Banner tone="danger">{errorText(map.error)}</Banner>
        </div>
      )}
      <ActionBar>
        <Button
          tone="primary"
          size="lg"
          disabled={row === null}
          busy={map.isPending}
          onClick={() => row !== null && map.mutate({ headerRows: [row] })}
        >
          <Trans>这一行是表头</Trans>
        </Button>
      </ActionBar>
    </>
  )
}
