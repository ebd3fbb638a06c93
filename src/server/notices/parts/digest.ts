import { completionOf } from '#shared/figures/rules/completion.ts'
import type { Digest } from '#shared/notices/schema.ts'
import { newId } from '#server/db/id.ts'
import type { NewNotice } from '#server/notices/queries.ts'
import type { WeekRow, WorkWeekRow } from '#server/notices/reads.ts'

const MOST_CLASSES = 3

type Numbers = Exclude<keyof WeekRow, 'classId'>

/** The figures of some classes as one week. */
export function digestOf(
  week: string,
  rows: readonly WeekRow[],
  works: readonly WorkWeekRow[],
  leads: boolean,
): Digest {
  const sum = (key: Numbers): number => rows.reduce((total, row) => total + row[key], 0)
  const { onTime, late, missed, excused, percent } = completionOf(
    {
      upcoming: 0,
      due: 0,
      done: sum('done'),
      late: sum('late'),
      missed: sum('missed'),
      excused: sum('excused'),
      ended: 0,
    },
    // The week before is over: nothing in it is open any more.
    0,
  )
  const classes = rows
    .flatMap(({ classId, overdue }) => (classId !== null && overdue > 0 ? [{ classId, overdue }] : []))
    .toSorted((a, b) => b.overdue - a.overdue || a.classId.localeCompare(b.classId))
  return {
    week,
    last: { onTime, late, missed, excused, percent },
    thisWeek: { duties: sum('duties'), children: sum('children') },
    work: {
      duties: works.reduce((total, row) => total + row.duties, 0),
      overdue: works.reduce((total, row) => total + row.overdue, 0),
    },
    overdue: sum('overdue'),
    unassigned: leads ? sum('unassigned') : null,
    classes: leads ? classes.slice(0, MOST_CLASSES) : [],
  }
}

const isEmpty = ({ last, thisWeek, work, overdue }: Digest): boolean =>
  last.onTime + last.late + last.missed + last.excused + thisWeek.duties + overdue === 0 &&
  work.duties + work.overdue === 0

interface Holder {
  readonly userId: string
  readonly role: string
  readonly classId: string | null
}

/** One for each class teacher over the own classes, one for each leader over the school; none where there is nothing to say. */
export function digests(
  week: string,
  rows: readonly WeekRow[],
  works: readonly WorkWeekRow[],
  holders: readonly Holder[],
): readonly NewNotice[] {
  return [...Map.groupBy(holders, ({ userId }) => userId)].flatMap(([userId, roles]) => {
    const leads = roles.some(({ role }) => role === 'principal')
    const own = new Set(roles.map(({ classId }) => classId))
    const digest = digestOf(
      week,
      leads ? rows : rows.filter(({ classId }) => classId !== null && own.has(classId)),
      leads
        ? works
        : works.filter(
            ({ kind, classId, personId }) =>
              (kind === 'class' && classId !== null && own.has(classId)) || personId === userId,
          ),
      leads,
    )
    if (isEmpty(digest)) return []
    return [{ id: newId(), userId, kind: 'digest', ref: week, pupilId: null, cardId: null, detail: digest }]
  })
}
