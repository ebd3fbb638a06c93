/** Where a term usually begins and ends in the year a school is being set up; the school then writes its own dates. */
export interface ProposedYear {
  /** The civil years it spans: 2026 and 2027. */
  first: number
  startsOn: string
  endsOn: string
  autumn: { startsOn: string; endsOn: string }
  spring: { startsOn: string; endsOn: string }
}

const dayMs = 86_400_000
const iso = (date: Date): string => date.toISOString().slice(0, 10)
const shift = (date: Date, days: number): Date => new Date(date.getTime() + days * dayMs)
const utc = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month - 1, day, 12))

/** The first day of the lunar year, at most a day off (a new moon near midnight); 5 February where the browser knows no Chinese calendar. */
function springFestival(year: number): Date {
  const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', {
    timeZone: 'UTC',
    month: 'numeric',
    day: 'numeric',
  })
  for (let day = utc(year, 1, 20); day <= utc(year, 2, 21); day = shift(day, 1)) {
    const parts = lunar.formatToParts(day)
    const value = (type: string): string | undefined => parts.find((part) => part.type === type)?.value
    if (value('month') === '1' && value('day') === '1') return day
  }
  return utc(year, 2, 5)
}

/** The given weekday (0 = Sunday) on or before a day. */
const weekdayBefore = (date: Date, weekday: number): Date =>
  shift(date, -((date.getUTCDay() - weekday + 7) % 7))
const weekdayAfter = (date: Date, weekday: number): Date => shift(date, (weekday - date.getUTCDay() + 7) % 7)

/**
 * School year (K-04) and two terms around a day: the autumn term ends two weeks before the Spring Festival, the
 * spring term begins after the Lantern Festival and ends in the first days of July. From August on, the coming year.
 */
export function proposeYear(today: string): ProposedYear {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const first = month >= 8 ? year : year - 1
  const festival = springFestival(first + 1)
  return {
    first,
    startsOn: `${first}-09-01`,
    endsOn: `${first + 1}-08-31`,
    autumn: { startsOn: `${first}-09-01`, endsOn: iso(weekdayBefore(shift(festival, -14), 5)) },
    spring: {
      startsOn: iso(weekdayAfter(shift(festival, 15), 1)),
      endsOn: iso(weekdayBefore(utc(first + 1, 7, 8), 5)),
    },
  }
}
