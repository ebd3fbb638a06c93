import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { FIELD_KEYS, type ColumnMap as FieldMap, type FieldKey } from '#shared/roster/rules/fields.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Select } from '#client/ui/text-input.tsx'
import type { ReadImport } from '../queries.ts'
import { fieldName } from './field-words.ts'

type SheetColumn = ReadImport['file']['columns'][number]

const isField = (text: string): text is FieldKey => FIELD_KEYS.some((field) => field === text)
const fieldOf = (map: FieldMap, index: number): FieldKey | undefined =>
  FIELD_KEYS.find((field) => map[field] === index)

/** The map with one column given another field: a field has one column, a column one field. */
function mapWith(map: FieldMap, index: number, field: FieldKey | undefined): FieldMap {
  const others = Object.entries(map).filter(([key, column]) => column !== index && key !== field)
  return { ...Object.fromEntries(others), ...(field !== undefined && { [field]: index }) }
}

interface ColumnLineProps {
  column: SheetColumn
  sample: string
  field: FieldKey | undefined
  onChange: (field: FieldKey | undefined) => void
}

/** The select with a hundred fields is made only for the column being changed. */
function ColumnLine({ column, sample, field, onChange }: ColumnLineProps) {
  const { t } = useLingui()
  const [editing, setEditing] = useState(false)
  const header = column.header === '' ? t`（没有列名）` : column.header
  const options = [
    { value: '-', label: t`不读这一列` },
    ...FIELD_KEYS.map((key) => ({ value: key, label: fieldName(key) })),
  ]
  return (
    <li className="py-2.5">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="font-semibold break-words">{header}</p>
          {sample !== '' && (
            <p className="truncate text-sm text-soft">
              <Trans>例如：{sample}</Trans>
            </p>
          )}
        </div>
        {!editing && (
          <>
            <span className={field === undefined ? 'text-soft' : ''}>
              {field === undefined ? t`不读` : fieldName(field)}
            </span>
            <Button tone="plain" aria-label={t`改“${header}”的对应`} onClick={() => setEditing(true)}>
              <Trans>改</Trans>
            </Button>
          </>
        )}
      </div>
      {editing && (
        <Field label={<Trans>“{header}”是什么</Trans>} className="mt-2">
          <Select
            value={field ?? '-'}
            onChange={(chosen) => {
              onChange(isField(chosen) ? chosen : undefined)
              setEditing(false)
            }}
            options={options}
          />
        </Field>
      )}
    </li>
  )
}

interface ColumnMapProps {
  detail: ReadImport
  busy: boolean
  onSave: (map: FieldMap) => void
  onClose: () => void
}

/** Which column of the file holds what, by the file's own headers. */
export function ColumnMap({ detail, busy, onSave, onClose }: ColumnMapProps) {
  const { file } = detail
  const [map, setMap] = useState<FieldMap>(file.map)
  const lastHeader = Math.max(0, ...file.headerRows)
  const body = file.sample.find(({ row }) => row > lastHeader)
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>列的对应</Trans>}
      description={<Trans>左边是表里的列名，右边是我们读成什么。改好以后会把文件重新读一遍。</Trans>}
      actions={
        <Button tone="primary" busy={busy} onClick={() => onSave(map)}>
          <Trans>照这样重新读</Trans>
        </Button>
      }
    >
      <ul className="divide-y divide-line">
        {file.columns.map((column) => (
          <ColumnLine
            key={column.index}
            column={column}
            sample={body?.cells[column.index] ?? ''}
            field={fieldOf(map, column.index)}
            onChange={(field) => setMap(mapWith(map, column.index, field))}
          />
        ))}
      </ul>
    </Dialog>
  )
}
