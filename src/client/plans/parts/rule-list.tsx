import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { NAMED_KEYS } from '#shared/duties/rules/names.ts'
import type { CarePlan } from '#shared/duties/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { Section } from '#client/ui/card.tsx'
import { Few } from '#client/ui/few.tsx'
import { sentenceOf, whenText, whoText } from './rule-words.ts'

/** Rows shown before one asks for more: a year's calendar has more than forty. */
const few = 8

/** The three of every child first, then as the catalogue lists them. */
const placeOf = (key: string): number => NAMED_KEYS.indexOf(key)

/** Everything the plan asks for, when it falls due and who does it. */
export function RuleList({ rules }: Pick<CarePlan, 'rules'>) {
  const sorted = [...rules].sort((a, b) => placeOf(a.key) - placeOf(b.key))
  return (
    <Section
      title={<Trans>方案里的每件事</Trans>}
      aside={plural(rules.length, { one: '# 项', other: '# 项' })}
    >
      <Few items={sorted} most={few} renderMore={(hidden) => <Trans>再看 {hidden} 项</Trans>}>
        {(shown) => (
          <ul className="divide-y divide-line rounded-card border border-line bg-white">
            {shown.map((rule) => (
              <li key={rule.id} className="gap-3 px-3.5 py-2.5 md:flex md:items-baseline">
                <b className="font-semibold md:flex-1">{dutyText(rule.key)}</b>
                <span className="block text-sm text-soft">
                  {sentenceOf(whenText(rule))} · {whoText(rule)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Few>
    </Section>
  )
}
