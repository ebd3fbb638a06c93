import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDebounced } from '#client/lib/debounce.ts'
import { errorText } from '#client/lib/error-text.ts'
import { IconButton } from '#client/ui/button.tsx'
import { Field } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { SearchBox } from '#client/ui/search-box.tsx'
import { findChildrenQuery } from '../queries.ts'
import type { PickedChild } from './draft.ts'
import { childText } from './words.ts'

const MOST = 6

interface PickChildrenProps {
  value: readonly PickedChild[]
  onChange: (value: readonly PickedChild[]) => void
  error: string | undefined
}

function Found({
  q,
  taken,
  onPick,
}: {
  q: string
  taken: readonly PickedChild[]
  onPick: (child: PickedChild) => void
}) {
  const found = useQuery(findChildrenQuery(q))
  if (q === '') return null
  if (found.isError) return <p className="mt-2 text-sm text-danger">{errorText(found.error)}</p>
  const rows = found.data?.rows.filter(({ id }) => !taken.some((one) => one.id === id)) ?? []
  if (found.data !== undefined && rows.length === 0)
    return (
      <p role="status" className="mt-2 text-sm text-soft">
        <Trans>没有找到“{q}”</Trans>
      </p>
    )
  return (
    <ul className="mt-2 divide-y divide-line overflow-hidden rounded-card border border-line bg-white">
      {rows.slice(0, MOST).map(({ id, name, className }) => (
        <li key={id}>
          <button
            type="button"
            onClick={() => onPick({ id, name, className })}
            className="flex min-h-12 w-full items-center gap-3 px-3.5 py-1.5 text-start -outline-offset-2 hover:bg-paper"
          >
            <span className="min-w-0 flex-1">
              <b className="me-2 font-semibold">{name}</b>
              <span className="text-sm text-soft">{className}</span>
            </span>
            <Icon name="plus" className="shrink-0 text-sea" />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** One child or several: those chosen, and a search by name. */
export function PickChildren({ value, onChange, error }: PickChildrenProps) {
  const { t } = useLingui()
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim())
  const [adding, setAdding] = useState(false)
  const isOpen = adding || value.length === 0
  return (
    <Field label={<Trans>哪个孩子</Trans>} group required error={error}>
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {value.map((child) => (
            <li
              key={child.id}
              className="inline-flex min-h-11 items-center gap-1 rounded-full border border-sea bg-sea-soft ps-4"
            >
              {childText(child)}
              <IconButton
                icon="close"
                label={t`去掉${child.name}`}
                onClick={() => onChange(value.filter(({ id }) => id !== child.id))}
              />
            </li>
          ))}
          {!isOpen && (
            <li>
              <button
                type="button"
                onClick={() => setAdding(true)}
                className="inline-flex min-h-11 items-center gap-2 rounded-full border border-edge bg-white px-4 text-sea hover:bg-sea-soft"
              >
                <Icon name="plus" size={18} />
                <Trans>还有孩子</Trans>
              </button>
            </li>
          )}
        </ul>
      )}
      {isOpen && (
        <div className={value.length > 0 ? 'mt-2' : ''}>
          <SearchBox value={words} onChange={setWords} label={t`名字、拼音或首字母`} />
          <Found
            q={q}
            taken={value}
            onPick={(child) => {
              onChange([...value, child])
              setWords('')
              setAdding(false)
            }}
          />
        </div>
      )}
    </Field>
  )
}
