/** A time of a day as a clock on the school's wall shows it: `YYYY-MM-DDTHH:MM`. */
export type WallTime = string

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}

/** What the school's clock shows at an instant, to the minute. */
export function wallTimeIn(timeZone: string, instant: string | number): WallTime {
  const parts = formatterOf(timeZone).formatToParts(new Date(instant))
  const value = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  return `${value('year').padStart(4, '0')}-${value('month')}-${value('day')}T${value('hour')}:${value('minute')}`
}

/** The instant at which the school's clock shows a time (ISO, UTC); undefined for what is no time. */
export function instantOf(timeZone: string, wall: WallTime): string | undefined {
  const wanted = FORM.test(wall) ? Date.parse(`${wall}:00Z`) : Number.NaN
  if (Number.isNaN(wanted)) return undefined
  // The offset at the guess may differ from that at the answer where clocks are changed: a second look settles it.
  let at = wanted
  for (let look = 0; look < 2; look++) at += wanted - Date.parse(`${wallTimeIn(timeZone, at)}:00Z`)
  return new Date(at).toISOString()
}
