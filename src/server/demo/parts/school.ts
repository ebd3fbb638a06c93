import { addMonths, monthStart, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Vault } from '#server/vault/vault.ts'
import { addContacts } from './contacts.ts'
import { addFrame, type Frame, type FrameWanted } from './frame.ts'
import { createIds } from './ids.ts'
import { addPupil, type StoredPupil } from './pupil-rows.ts'
import { addPapers } from './papers.ts'
import { inventPupils } from './pupils.ts'
import { createRandom, type Random } from './random.ts'
import { addRecords } from './record-rows.ts'
import type { RuleWindow } from './records.ts'
import { createSealing, type Sealing } from './sealing.ts'
import { addStaff, grant, type Staff, type StaffWanted } from './staff.ts'
import { Rows } from './tables.ts'

export interface SchoolWanted {
  readonly seed: number
  readonly now: number
  readonly frame: Omit<FrameWanted, 'effectiveFrom'> & { readonly effectiveFrom?: LocalDate }
  readonly staff: StaffWanted
  readonly pupils: number
  readonly listed: number
  /** Children each helping teacher has. */
  readonly perHelper: number
  /** Which windows each child has duties for; all of them without it. */
  readonly windowsOf?: (frame: Frame, child: number) => readonly RuleWindow[]
  readonly contents: number
  /** Agreements too; only where somebody looks at them. */
  readonly papers?: boolean
}

export interface InventedSchool {
  readonly rows: Rows
  readonly frame: Frame
  readonly staff: Staff
  readonly pupils: readonly StoredPupil[]
  /** Of the pupils, those on the list. */
  readonly children: readonly StoredPupil[]
}

/** First day of the month a year ago: the demo shows a year of cards. */
const aYearAgo = (today: LocalDate): LocalDate => addMonths(monthStart(today), -12)

/** Shares of duties done in time by the classes, from 80 to 97 %. */
function reliabilities(random: Random, classIds: readonly string[]): (classId: string) => number {
  const shares = new Map(
    random.shuffle(classIds).map((id, at) => [id, 0.8 + (0.17 * at) / Math.max(1, classIds.length - 1)]),
  )
  return (classId) => shares.get(classId) ?? 0.9
}

function addHelpers(
  staff: Staff,
  tools: Parameters<typeof grant>[0] & { random: Random },
  children: readonly StoredPupil[],
  perHelper: number,
): void {
  const chosen = tools.random.shuffle(children).slice(0, staff.helpers.length * perHelper)
  for (const [at, { id, listedFrom }] of chosen.entries()) {
    const helper = staff.helpers[Math.floor(at / perHelper)]
    if (helper && listedFrom) grant(tools, helper, { role: 'helpingTeacher', pupilId: id, from: listedFrom })
  }
}

/** One invented school as rows: the same seed, day and size give the same rows, but for what is sealed. */
export function inventSchool(
  wanted: SchoolWanted,
  vault: Vault,
  sealing: Sealing = createSealing(vault),
): InventedSchool {
  const { today } = wanted.frame
  const random = createRandom(wanted.seed)
  const rows = new Rows()
  const ids = createIds(random.fork('ids'), Date.parse(`${today}T00:00:00Z`) - 400 * 86_400_000)
  const frame = addFrame(rows, ids, { effectiveFrom: aYearAgo(today), ...wanted.frame })
  const staff = addStaff({ rows, ids, random: random.fork('staff'), frame }, wanted.staff)
  const year = frame.years.at(-1)
  const pupils = inventPupils(random.fork('pupils'), {
    today, yearFrom: year?.from ?? today, definition: frame.definition, pupils: wanted.pupils, listed: wanted.listed,
    classesPerGrade: wanted.frame.classesPerGrade,
  }) // prettier-ignore
  const keeperId = staff.leaders.get('archiveKeeper')?.userId ?? null
  const details = { rows, ids, random: random.fork('details'), frame, sealing, today, keeperId }
  const stored = pupils.map((pupil) => addPupil(details, pupil))
  const children = stored.filter(({ listedFrom }) => listedFrom !== null)
  addHelpers(staff, { rows, ids, frame, random: random.fork('helpers') }, children, wanted.perHelper)
  const reliability = reliabilities(
    random.fork('reliability'),
    frame.classes.map(({ id }) => id),
  )
  const records = {
    rows, ids, random: random.fork('records'), frame, staff, sealing, today, now: new Date(wanted.now).toISOString(),
    reliability, contents: wanted.contents,
  } // prettier-ignore
  for (const [at, child] of children.entries())
    addRecords(records, child, wanted.windowsOf?.(frame, at) ?? frame.windows)
  if (wanted.papers)
    addPapers({ rows, ids, random: random.fork('papers'), frame, staff, sealing, today }, children)
  // Where millions are generated for measuring, nobody looks at them.
  if (wanted.contents >= 1)
    addContacts(
      { rows, ids, random: random.fork('contacts'), frame, staff, vault, today, now: records.now },
      children,
    )
  return { rows, frame, staff, pupils: stored, children }
}
