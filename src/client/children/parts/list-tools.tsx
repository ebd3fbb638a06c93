import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { OwnField } from '#shared/files/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { DateInput, Select, TextInput } from '#client/ui/text-input.tsx'
import { ownFieldsQuery, useExport } from '../queries.ts'
import type { ListSearch, Wish } from './list-search.ts'

type Change = (part: Wish) => void

const none = { own: undefined, is: undefined, from: undefined, to: undefined }

/** What a field should hold, by its kind. */
function Values({ field, wish, set }: { field: OwnField; wish: Wish; set: (part: Wish) => void }) {
  const { t } = useLingui()
  const [from, to] = [wish.from ?? '', wish.to ?? '']
  if (field.kind === 'choice')
    return (
      <Field label={field.label}>
        <Select
          value={wish.is ?? ''}
          onChange={(is) => set({ is })}
          options={[
            { value: '', label: t`填了就行` },
            ...field.options.map((one) => ({ value: one, label: one })),
          ]}
        />
      </Field>
    )
  if (field.kind === 'text')
    return (
      <Field label={<Trans>里面有</Trans>} help={t`空着就是填了就行`}>
        <TextInput value={wish.is ?? ''} onChange={(is) => set({ is })} maxLength={60} />
      </Field>
    )
  const end = (value: string, onChange: (text: string) => void) =>
    field.kind === 'date' ? (
      <DateInput value={value} onChange={onChange} />
    ) : (
      <TextInput value={value} onChange={onChange} inputMode="decimal" maxLength={20} />
    )
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label={<Trans>从</Trans>}>{end(from, (value) => set({ from: value }))}</Field>
      <Field label={<Trans>到</Trans>}>{end(to, (value) => set({ to: value }))}</Field>
    </div>
  )
}

/** What was looked for: 从 2026年9月1日, 4–6. */
function useWishText(field: OwnField | undefined, { is, from, to }: Wish): string {
  const { t } = useLingui()
  const shown = (value: string): string => (field?.kind === 'date' ? formatDate(value, 'full') : value)
  if (is !== undefined) return is
  const [first, last] = [from === undefined ? '' : shown(from), to === undefined ? '' : shown(to)]
  if (first !== '' && last !== '') return `${first}–${last}`
  return first !== '' ? t`从 ${first}` : last !== '' ? t`到 ${last}` : ''
}

interface FilterProps {
  fields: readonly OwnField[]
  search: ListSearch
  onChange: Change
  onClose: () => void
}

function FilterDialog({ fields, search, onChange, onClose }: FilterProps) {
  const { t } = useLingui()
  const [wish, setWish] = useState<Wish>(search)
  const field = fields.find(({ fieldId }) => fieldId === wish.own)
  const filled = (text: string | undefined): string | undefined => (text === '' ? undefined : text)
  const show = (): void => {
    onChange({ own: field?.fieldId, is: filled(wish.is), from: filled(wish.from), to: filled(wish.to) })
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>按学校的字段找</Trans>}
      actions={
        <Button tone="primary" size="lg" disabled={field === undefined} onClick={show}>
          <Trans>找一找</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>哪一项</Trans>}>
          <Select
            value={wish.own ?? ''}
            onChange={(own) => setWish({ own })}
            placeholder={t`请选择`}
            options={fields.map(({ fieldId, label }) => ({ value: fieldId, label }))}
          />
        </Field>
        {field !== undefined && (
          <Values field={field} wish={wish} set={(part) => setWish({ ...wish, ...part })} />
        )}
      </div>
    </Dialog>
  )
}

/** What one can do with the list as it stands; it arrives after the list. */
export function ListTools({ search, onChange }: { search: ListSearch; onChange: Change }) {
  const exports = useHasRole('administrator', 'principal', 'archiveKeeper', 'classTeacher', 'counsellor')
  const [filtering, setFiltering] = useState(false)
  const own = useQuery(ownFieldsQuery)
  const saving = useExport()
  const fields = (own.data?.fields ?? []).filter(({ retired, tier }) => !retired && tier !== 'case')
  const chosen = fields.find(({ fieldId }) => fieldId === search.own)
  const wish = useWishText(chosen, search)
  return (
    <div className="mt-6 flex flex-wrap items-center gap-2">
      <Link to="/renewals" className={buttonClass()}>
        <Icon name="check" />
        <Trans>核对档案</Trans>
      </Link>
      {fields.length > 0 && (
        <Button icon="filter" onClick={() => setFiltering(true)}>
          <Trans>按学校的字段找</Trans>
        </Button>
      )}
      {chosen !== undefined && (
        <Button icon="close" onClick={() => onChange(none)}>
          {chosen.label} {wish}
        </Button>
      )}
      {exports && (
        <Button icon="download" busy={saving.isPending} onClick={() => saving.mutate(search)}>
          <Trans>导出这张名单</Trans>
        </Button>
      )}
      {exports && (
        <p className="w-full text-sm text-soft">
          <Trans>导出的是表格，电话只有一部分，没有住址和证件号；谁导出过会留下记录。</Trans>
        </p>
      )}
      {filtering && (
        <FilterDialog
          fields={fields}
          search={search}
          onChange={onChange}
          onClose={() => setFiltering(false)}
        />
      )}
    </div>
  )
}
