import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { errorText } from '#client/lib/error-text.ts'
import { formatNumber } from '#client/lib/format.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Field } from '#client/ui/field.tsx'
import { Select, TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useMapColumns, type ReadImport } from '../queries.ts'
import { ColumnMap } from './column-map.tsx'

type Change = ReturnType<typeof useMapColumns>['mutate']

function WhichSheet({ detail, change }: { detail: ReadImport; change: Change }) {
  const { file } = detail
  const visible = file.sheets.filter(({ hidden, kind }) => !hidden && kind !== 'absences')
  if (visible.length < 2) return null
  return (
    <Field label={<Trans>读哪一张表</Trans>}>
      <Select
        value={String(file.sheet)}
        onChange={(sheet) => change({ sheet: Number(sheet) })}
        options={visible.map(({ index, name, rows }) => ({
          value: String(index),
          label: `${name}（${plural(rows, { one: '# 行', other: '# 行' })}）`,
        }))}
      />
    </Field>
  )
}

function Absences({ detail, change }: { detail: ReadImport; change: Change }) {
  const { file } = detail
  const sheets = file.sheets.filter(({ kind }) => kind === 'absences')
  return sheets.map(({ index, name, rows }) => {
    const isRead = file.absenceSheets.includes(index)
    const count = formatNumber(rows)
    return (
      <Checkbox
        key={index}
        checked={isRead}
        onChange={(on) =>
          change({
            absenceSheets: on
              ? [...file.absenceSheets, index]
              : file.absenceSheets.filter((one) => one !== index),
          })
        }
        label={<Trans>把“{name}”里的外出经历也读进来</Trans>}
        help={<Trans>这张表有 {count} 行，像是父母以前外出和回来的日期。</Trans>}
      />
    )
  })
}

/** A list of one class often leaves the class out. */
function OneClass({ detail, change }: { detail: ReadImport; change: Change }) {
  const { map, defaultClassName } = detail.file
  const [name, setName] = useState(defaultClassName ?? '')
  if (map.className !== undefined || map.gradeName !== undefined || map.classCode !== undefined) return null
  return (
    <Field label={<Trans>表里没有班级一列：整张表是哪个班？</Trans>} help={<Trans>例如：三年级(2)班</Trans>}>
      <div className="flex gap-2">
        <TextInput value={name} onChange={setName} maxLength={40} />
        <Button
          disabled={name.trim() === '' || name === defaultClassName}
          onClick={() => change({ defaultClassName: name.trim() })}
        >
          <Trans>就是它</Trans>
        </Button>
      </div>
    </Field>
  )
}

/** Before a header is known there is only the sheet to change. */
export function SheetChoice({ detail }: { detail: ReadImport }) {
  const map = useMapColumns(detail.id)
  const change: Change = (input) =>
    map.mutate(input, { onError: (error) => toast({ tone: 'error', text: errorText(error) }) })
  return (
    <div className="mt-4">
      <WhichSheet detail={detail} change={change} />
    </div>
  )
}

/** Which sheet and which columns were read, and how to correct that; each correction reads the file again. */
export function SheetSetup({ detail }: { detail: ReadImport }) {
  const { t } = useLingui()
  const map = useMapColumns(detail.id)
  const change: Change = (input) =>
    map.mutate(input, { onError: (error) => toast({ tone: 'error', text: errorText(error) }) })
  const { file } = detail
  const mapped = new Set(Object.values(file.map)).size
  const all = file.columns.filter(({ hidden }) => !hidden).length
  const [open, setOpen] = useState(false)
  const sheetName = file.sheets.find(({ index }) => index === file.sheet)?.name ?? ''
  return (
    <Card className="mt-4 space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div>
          <p className="font-semibold">
            <Trans>表“{sheetName}”</Trans>
          </p>
          <p className="text-sm text-soft">
            {all === 0 ? t`还不知道有哪些列` : t`${all} 列里认出了 ${mapped} 列`}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {all > 0 && (
            <Button onClick={() => setOpen(true)}>
              <Trans>列的对应</Trans>
            </Button>
          )}
          <Button icon="refresh" busy={map.isPending} onClick={() => change({})}>
            <Trans>再读一次</Trans>
          </Button>
        </div>
      </div>
      <WhichSheet detail={detail} change={change} />
      <Absences detail={detail} change={change} />
      <OneClass detail={detail} change={change} />
      {open && (
        <ColumnMap
          detail={detail}
          busy={map.isPending}
          onSave={(columns) => {
            change({ map: columns })
            setOpen(false)
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </Card>
  )
}
