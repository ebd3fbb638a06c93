import { useLingui } from '@lingui/react/macro'
import { IconButton } from './button.tsx'
import { Icon } from './icon.tsx'

interface SearchBoxProps {
  value: string
  onChange: (value: string) => void
  /** What is searched, read aloud; also shown while empty. */
  label: string
}

/** Finds while one types; the keyboard's own clear and our ✕ both empty it. */
export function SearchBox({ value, onChange, label }: SearchBoxProps) {
  const { t } = useLingui()
  return (
    <div role="search" aria-label={label} className="relative">
      <Icon
        name="search"
        className="pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-soft"
      />
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-12 w-full rounded-control border border-edge bg-white ps-11 pe-12 text-base placeholder:truncate"
      />
      {value !== '' && (
        <IconButton
          icon="close"
          label={t`清空`}
          onClick={() => onChange('')}
          className="absolute end-0.5 top-1/2 -translate-y-1/2 text-soft"
        />
      )}
    </div>
  )
}
