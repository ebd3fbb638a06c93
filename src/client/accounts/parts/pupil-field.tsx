import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDebounced } from '#client/lib/debounce.ts'
import { errorText } from '#client/lib/error-text.ts'
import { Button } from '#client/ui/button.tsx'
import { Field } from '#client/ui/field.tsx'
import { SearchBox } from '#client/ui/search-box.tsx'
import { pupilSearchQuery } from '../queries.ts'

interface PupilFieldProps {
  /** Empty until one is chosen. */
  id: string
  name: string
  onChange: (id: string, name: string) => void
  error: string | undefined
}

const shownAtMost = 6

function Found({ search, onChange }: { search: string; onChange: PupilFieldProps['onChange'] }) {
  const query = useQuery(pupilSearchQuery(search))
  if (search === '') return null
  if (query.isError) return <p className="mt-2 text-danger">{errorText(query.error)}</p>
  if (query.data === undefined)
    return (
      <p className="mt-2 text-soft" role="status">
        <Trans>正在找…</Trans>
      </p>
    )
  const rows = query.data.rows.slice(0, shownAtMost)
  return (
    <ul className="mt-2 divide-y divide-line rounded-card border border-line bg-white">
      {rows.map((child) => {
        const label = child.className === null ? child.name : `${child.name} · ${child.className}`
        return (
          <li key={child.id}>
            <button
              type="button"
              onClick={() => onChange(child.id, label)}
              className="min-h-11 w-full px-3.5 py-2 text-start -outline-offset-2 hover:bg-sea-soft"
            >
              {label}
            </button>
          </li>
        )
      })}
      {rows.length === 0 && (
        <li className="px-3.5 py-2.5 text-soft">
          <Trans>没有找到。换个写法，或先导入名册。</Trans>
        </li>
      )}
    </ul>
  )
}

/** Finds one child by name, pinyin or initials. */
export function PupilField({ id, name, onChange, error }: PupilFieldProps) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed.trim())
  return (
    <Field label={<Trans>帮扶哪个孩子</Trans>} error={error} required group>
      {id === '' ? (
        <>
          <SearchBox value={typed} onChange={setTyped} label={t`孩子的姓名或拼音`} />
          <Found search={search} onChange={onChange} />
        </>
      ) : (
        <p className="flex items-center justify-between gap-3 rounded-control border border-line bg-white ps-3">
          <span>{name}</span>
          <Button tone="plain" onClick={() => onChange('', '')}>
            <Trans>换一个</Trans>
          </Button>
        </p>
      )}
    </Field>
  )
}
