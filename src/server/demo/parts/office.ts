import { addDays, type LocalDate, weekStart } from '#shared/calendar/rules/local-date.ts'
import { isSchoolDay } from '#shared/calendar/rules/school-days.ts'
import { handbookWeeks } from '#shared/handbook/rules/weeks.ts'
import { monthIn, type TaskDays } from '#shared/tasks/rules/days.ts'
import { calendarEntries } from '#shared/tasks/rules/entries.ts'
import { sealEntry, sealPlan } from '#server/handbook/service.ts'
import type { Vault } from '#server/vault/vault.ts'
import { createIds } from './ids.ts'
import {
  CLASS_NOTES,
  type DepartmentName,
  DEPARTMENTS,
  DIARY_NOTES,
  OWN_TASKS,
  WEEK_PLANS,
} from './office-words.ts'
import { createRandom, type Random } from './random.ts'
import type { InventedSchool } from './school.ts'
import type { Person } from './staff.ts'

interface Tools extends Pick<InventedSchool, 'rows' | 'frame' | 'staff' | 'children'> {
  readonly ids: () => string
  readonly random: Random
  readonly today: LocalDate
  readonly vault: Vault
}

interface Done {
  readonly done_on: LocalDate | null
  readonly done_by: string | null
}

const OPEN: Done = { done_on: null, done_by: null }

/** From a day on, the first with lessons, up to a last one. */
function lessonDay({ frame }: Tools, from: LocalDate, last: LocalDate): LocalDate {
  let day = from
  while (day < last && !isSchoolDay(day, frame.calendar)) day = addDays(day, 1)
  return day
}

type Departments = ReadonlyMap<DepartmentName, string>

/** The school's departments since the year began: a head and some teachers each. */
function addDepartments({ rows, frame, ids, staff, today }: Tools): Departments {
  const from = frame.years.findLast((year) => year.from <= today)?.from ?? today
  const { leaders, teachers, helpers } = staff
  const heads: Record<DepartmentName, Person | undefined> = {
    教务处: teachers[0], 德育处: teachers[4], 少先队: teachers[2], 总务处: leaders.get('archiveKeeper'),
    心理辅导室: leaders.get('counsellor'),
  } // prettier-ignore
  const others = [...teachers.slice(5), ...helpers]
  return new Map(
    DEPARTMENTS.map((name, at) => {
      const id = ids()
      const head = heads[name]
      const members = others.slice(at * 3, at * 3 + 3)
      rows.add('department', { school_id: frame.schoolId, id, name, from_on: from })
      for (const one of [...(head ? [head] : []), ...members])
        rows.add('department_member', {
          school_id: frame.schoolId, id: ids(), department_id: id, user_id: one.userId, is_head: one === head, from_on: from,
        }) // prettier-ignore
      return [name, id]
    }),
  )
}

/** The plan's year as a school keeps it: what is over has its day and is done but for one, what comes has its month. */
function addTasks(tools: Tools, departments: Departments): void {
  const { rows, frame, ids, today, staff, random } = tools
  const year = frame.years.findLast(({ from }) => from <= today)
  const yearId = rows.byTable.school_year.find((row) => row['starts_on'] === year?.from)?.['id']
  const principal = staff.leaders.get('principal')
  if (year === undefined || yearId === undefined || principal === undefined) return
  const add = (task: { entry: string | null; title: string | null; role: string | null; days: TaskDays; done: Done; departmentIds?: readonly string[] }) =>
    rows.add('task', {
      school_id: frame.schoolId, id: ids(), school_year_id: yearId, entry: task.entry, title: task.title,
      starts_on: task.days.startsOn, ends_on: task.days.endsOn, owner_role: task.role, created_by: principal.userId,
      department_ids: task.departmentIds ?? [], ...task.done,
    }) // prettier-ignore
  let left = 0
  for (const { key, month, ownerRole } of calendarEntries) {
    const days = monthIn(year, month)
    if (!days) continue
    const isOver = days.endsOn < today
    const day = isOver ? lessonDay(tools, addDays(days.startsOn, random.int(0, 20)), days.endsOn) : ''
    const isLeft = isOver && left === 0 && random.chance(0.3)
    if (isLeft) left += 1
    const by = (ownerRole && staff.leaders.get(ownerRole)) ?? principal
    add({
      entry: key,
      title: null,
      role: ownerRole,
      days: isOver ? { startsOn: day, endsOn: day } : days,
      done: isOver && !isLeft ? { done_on: day, done_by: by.userId } : OPEN,
    })
  }
  for (const { title, inDays, role, departments: names = [], done: how } of OWN_TASKS) {
    const day = lessonDay(tools, addDays(today, inDays), year.to)
    const on = how === 'late' ? addDays(day, 2) : day
    const done = inDays < 0 && how !== 'not' ? { done_on: on, done_by: principal.userId } : OPEN
    const departmentIds = names.flatMap((name) => departments.get(name) ?? [])
    add({ entry: null, title, role, days: { startsOn: day, endsOn: day }, done, departmentIds })
  }
}

interface Note {
  readonly kind: 'class' | 'diary'
  readonly classId: string | null
  readonly pupilId: string | null
  readonly author: Person
  readonly on: LocalDate
  readonly text: string
}

function addNote({ rows, frame, ids, vault }: Tools, note: Note): void {
  const { kind, classId, pupilId, author, on, text } = note
  const id = ids()
  const own = { school_id: frame.schoolId, id, kind, pupil_id: pupilId, author_id: author.userId }
  rows.add('handbook_entry', { ...own, class_id: classId, entry_on: on })
  rows.add('handbook_text', { ...own, sealed: sealEntry(vault, id, text) })
}

/** Every class's weeks of the year so far; the running week is still to be written, here and there one is missing. */
function addHandbooks(tools: Tools): void {
  const { rows, frame, staff, ids, random, today, vault } = tools
  const year = frame.years.findLast(({ from }) => from <= today)
  const terms = (year?.terms ?? []).map((term) => ({ ...term, id: term.name }))
  const over = handbookWeeks(terms, frame.calendar).filter(({ to }) => to < today)
  for (const { id: classId } of frame.classes.filter(({ yearFrom }) => yearFrom === year?.from)) {
    const author = staff.teacherOf(classId)
    for (const { on, to } of over) {
      if (random.chance(0.06)) continue
      const id = ids()
      const plan = random.pick(WEEK_PLANS)
      rows.add('handbook_week', {
        school_id: frame.schoolId, id, class_id: classId, week_on: on, planned_sealed: sealPlan(vault, id, plan),
        completed_on: to, completed_by: author.userId, created_by: author.userId,
      }) // prettier-ignore
      if (random.chance(0.35))
        addNote(tools, {
          kind: 'class', classId, pupilId: null, author, on: addDays(weekStart(on), random.int(0, 4)), text: random.pick(CLASS_NOTES),
        }) // prettier-ignore
    }
  }
}

/** The helpers' diaries about the children they have; one helper has not begun. */
function addDiaries(tools: Tools): void {
  const { rows, staff, random, today } = tools
  for (const author of staff.helpers.slice(0, -1))
    for (const row of rows.byTable.role_assignment) {
      if (row['user_id'] !== author.userId || typeof row['pupil_id'] !== 'string') continue
      for (const back of random.shuffle([3, 10, 17, 31, 45]).slice(0, random.int(1, 4)))
        addNote(tools, {
          kind: 'diary', classId: null, pupilId: row['pupil_id'], author, on: addDays(today, -back), text: random.pick(DIARY_NOTES),
        }) // prettier-ignore
    }
}

/** What an office and its class teachers keep besides the children's cards: the year calendar, handbooks, diaries. */
export function addOffice(
  school: InventedSchool,
  { seed, today, vault }: { seed: number; today: LocalDate; vault: Vault },
): void {
  const random = createRandom(seed).fork('office')
  const ids = createIds(random.fork('ids'), Date.parse(`${today}T00:00:00Z`) - 30 * 86_400_000)
  const tools = { ...school, ids, random, today, vault }
  addTasks(tools, addDepartments(tools))
  addHandbooks(tools)
  addDiaries(tools)
}
