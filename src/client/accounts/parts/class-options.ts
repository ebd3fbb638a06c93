import { currentYear, isOver } from '#shared/calendar/rules/school-years.ts'
import type { Organisation } from '#shared/organisation/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { knownName } from '#client/lib/known-name.ts'

/** The classes somebody can be given: this year's, then those of a coming year with its name; none whose year is over. */
export function classOptions(
  { years, classes }: Pick<Organisation, 'years' | 'classes'>,
  today: string,
): { value: string; label: string }[] {
  const current = currentYear(years, today)
  const open = years
    .filter((year) => !isOver(year, today))
    .sort((one, other) => (one.startsOn < other.startsOn ? -1 : 1))
  return open.flatMap((year) =>
    classes
      .filter(({ yearId }) => yearId === year.id)
      .map(({ id, name, teacherNames }) => ({
        value: id,
        label: [
          name,
          ...(year.id === current?.id ? [] : [knownName(year.name)]),
          ...(teacherNames.length > 0 ? [joinWords(teacherNames)] : []),
        ].join(' · '),
      })),
  )
}
