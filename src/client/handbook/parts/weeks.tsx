import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Handbooks } from '#shared/handbook/schema.ts'
import { knownName } from '#client/lib/known-name.ts'
import { buttonClass } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Section } from '#client/ui/card.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { stateText, stateTones, weekDays, weekName } from './words.ts'

/** The pages of one class by term, the current term first, its newest week on top. */
export function Weeks({ books, classId }: { books: Handbooks; classId: string }) {
  const states = books.classes.find((one) => one.classId === classId)?.states ?? []
  const pages = books.weeks.flatMap((week, at) => {
    const state = states[at]
    return state === undefined ? [] : [{ ...week, state }]
  })
  const begun = books.terms.filter(({ from }) => from <= books.today).reverse()
  const terms = [...begun, ...books.terms.filter(({ from }) => from > books.today)]
  return terms.map((term) => {
    const own = pages.filter(({ termId }) => termId === term.id)
    const shown = own.filter(({ from }) => from <= books.today).reverse()
    const later = own.filter(({ from }) => from > books.today)
    return (
      <Section
        key={term.id}
        title={knownName(term.name)}
        aside={
          <Link
            to="/handbook/$classId/term/$termId"
            params={{ classId, termId: term.id }}
            className={buttonClass({ tone: 'plain' })}
          >
            <Trans>学期小结</Trans>
          </Link>
        }
      >
        <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-white">
          {[...later.slice(0, 1), ...shown].map((week) => (
            <li key={week.on}>
              <Link
                to="/handbook/$classId/week/$on"
                params={{ classId, on: week.on }}
                className="flex min-h-[52px] items-center gap-3 px-3.5 py-2 -outline-offset-2 hover:bg-paper"
              >
                <span className="min-w-0 flex-1">
                  <span className="block font-medium sm:me-2 sm:inline">{weekName(week)}</span>
                  <span className="text-sm whitespace-nowrap text-soft">{weekDays(week)}</span>
                </span>
                <Chip tone={stateTones[week.state]}>{stateText(week.state)}</Chip>
                <Icon name="forward" className="shrink-0 text-soft" />
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    )
  })
}
