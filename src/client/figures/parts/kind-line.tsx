import { useLingui } from '@lingui/react/macro'
import type { ClassBoard, WorkBoard } from '#shared/figures/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { NumberButton } from '#client/ui/number-button.tsx'
import { progress } from './shares.ts'
import { partsOf } from './state-words.ts'

interface KindLineProps {
  line: ClassBoard['counts'][number] | WorkBoard['lines'][number]
  onPress: (state: ReturnType<typeof partsOf>[number]['state'], title: string) => void
}

/** A kind of duty: how far it is, and its numbers, each with its list. */
export function KindLine({ line, onPress }: KindLineProps) {
  const { t } = useLingui()
  const what = dutyText(line.key)
  const { count, of } = progress(line)
  return (
    <li className="break-inside-avoid py-2">
      <p className="flex items-baseline justify-between gap-3">
        <b className="font-semibold">{what}</b>
        {of > 0 && <span className="shrink-0 text-sm text-soft">{t`${of} 件里做到 ${count} 件`}</span>}
      </p>
      <div className="mt-1 flex flex-wrap gap-x-2">
        {partsOf(line).map(({ state, value, label }) => (
          <NumberButton
            key={state}
            label={label}
            value={value}
            onPress={() => onPress(state, `${what} · ${label}`)}
          />
        ))}
      </div>
    </li>
  )
}
