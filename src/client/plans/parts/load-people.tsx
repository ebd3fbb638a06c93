import { Trans, useLingui } from '@lingui/react/macro'
import type { LoadPerson, SchoolLoad } from '#shared/plans/schema.ts'
import { LoadBar } from '#client/ui/bars.tsx'
import { Few } from '#client/ui/few.tsx'
import { childrenText, hoursText, timesText } from './amounts.ts'
import { countsText } from './plan-words.ts'

interface PersonProps {
  person: Omit<LoadPerson, 'userId'>
  hoursPerWeek: number
  /** With the cards behind the hours, over the whole width. */
  details: boolean
}

/** One person: the bar, and in words how often, how long, and by how much too long. */
export function PersonLoad({ person, hoursPerWeek: can, details }: PersonProps) {
  const { t } = useLingui()
  const { name, children, lines, cardsPerWeek: week, cardsPerMonth: month, hoursPerWeek, overHours } = person
  const hours = hoursPerWeek ?? 0
  const counts = countsText(lines.map(({ key, cards }) => ({ key, count: cards })))
  return (
    <>
      <LoadBar
        name={name}
        load={hours}
        capacity={can}
        stacked={!details}
        label={t`${name}每周约 ${hoursText(hours)}，能承担 ${hoursText(can)}`}
      />
      {details && (
        <p className="-mt-0.5 mb-1.5 text-sm text-soft">
          {children > 0 && `${childrenText(children)} · `}
          {month === null
            ? t`每周约 ${timesText(week ?? 0)}`
            : t`每周约 ${timesText(week ?? 0)}，每月约 ${timesText(month)}`}
          {lines.length > 0 && ` · ${month === null ? t`一共${counts}` : t`全学期${counts}`}`}
          {overHours > 0 && (
            <b className="font-semibold text-amber"> · {t`每周超出 ${hoursText(overHours)}`}</b>
          )}
        </p>
      )}
    </>
  )
}

interface LoadPeopleProps {
  people: SchoolLoad['people']
  hoursPerWeek: number
  few: number
  details?: boolean
  /** Without a way to the others. */
  onlyFew?: boolean
}

/** How much each person carries in a week against what the school thinks possible, the heaviest first. */
export function LoadPeople({ people, hoursPerWeek, few, details = false, onlyFew = false }: LoadPeopleProps) {
  const items = onlyFew ? people.slice(0, few) : people
  return (
    <Few items={items} most={few} renderMore={(hidden) => <Trans>再看 {hidden} 位</Trans>}>
      {(shown) => (
        <ul>
          {shown.map((person) => (
            <li key={person.userId}>
              <PersonLoad person={person} hoursPerWeek={hoursPerWeek} details={details} />
            </li>
          ))}
        </ul>
      )}
    </Few>
  )
}
