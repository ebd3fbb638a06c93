import { answerBy, maskName } from '#shared/transfers/rules.ts'
import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Vault } from '#server/vault/vault.ts'
import { DEMO_SCHOOL } from './demo-school.ts'
import { className } from './frame.ts'
import { inventSchool, type InventedSchool } from './school.ts'
import type { StoredPupil } from './pupil-rows.ts'
import type { Row } from './tables.ts'

const NEIGHBOUR_SCHOOL = '白鹭小学'
export const NEIGHBOUR_PREFIX = 'bailu-'
const NEIGHBOUR_SEED = 20_260_902

/** A second school, without pupils yet: a child is being transferred to it. */
export const neighbourSchool = (
  vault: Vault,
  { today, now, passwordHash }: { today: LocalDate; now: number; passwordHash: string },
): InventedSchool =>
  inventSchool(
    {
      seed: NEIGHBOUR_SEED,
      now,
      frame: {
        schoolName: NEIGHBOUR_SCHOOL,
        today,
        years: 1,
        classesPerGrade: 1,
        preset: 'plan3',
        definition: 'ruralUnder16',
        settings: {},
      },
      staff: { helpers: 0, prefix: NEIGHBOUR_PREFIX, passwordHash },
      pupils: 0,
      listed: 0,
      perHelper: 0,
      contents: 0,
    },
    vault,
  )

/** Pupils whose entries nothing else of the demo speaks of. */
const others = (school: InventedSchool): readonly StoredPupil[] =>
  school.pupils.filter(({ listedFrom }) => listedFrom === null)

/** One child stands in the roster twice: entered again by another class, with the ID number still to come. */
export function enterOneTwice({ rows, pupils }: InventedSchool): void {
  const [first, second] = pupils
    .filter(({ listedFrom }) => listedFrom === null)
    .flatMap((one, at, all) => {
      const twin = all.find(
        (other, later) =>
          later > at &&
          other.pupil.grade === one.pupil.grade &&
          other.pupil.sex === one.pupil.sex &&
          other.classId !== one.classId,
      )
      return twin ? [[one, twin] as const] : []
    })[0] ?? [undefined, undefined]
  const table = rows.byTable.pupil
  const [from, at] = [
    table.find(({ id }) => id === first?.id),
    table.findIndex(({ id }) => id === second?.id),
  ]
  const row = table[at]
  if (!from || !row) return
  const { name, name_grams, pinyin, initials, birth_on } = from as Required<Row>
  table[at] = {
    ...row,
    ...({ name, name_grams, pinyin, initials, birth_on } as Row),
    id_kind: 'none',
    id_sealed: null,
    id_index: null,
    id_masked: null,
  }
  const family = rows.byTable.family_member
  for (const [index, member] of family.entries()) {
    const same = family.find((one) => one['pupil_id'] === first?.id && one['relation'] === member['relation'])
    if (member['pupil_id'] === second?.id && same) family[index] = { ...member, name: same['name'] ?? null }
  }
}

/** A request that the neighbour has not answered yet, as each of the two schools sees it. */
export function pendingTransfer(
  school: InventedSchool,
  neighbour: InventedSchool,
  today: LocalDate,
  id: string,
): { readonly out: Row; readonly in: Row } | undefined {
  const child = others(school).at(-1)
  if (!child) return undefined
  const { pupil } = child
  const common = {
    id,
    pupil_id: child.id,
    name_masked: maskName(pupil.name),
    sex: pupil.sex,
    birth_year: Number(pupil.birthOn.slice(0, 4)),
    class_name: className(pupil.grade, pupil.classNumber),
    state: 'asked',
    asked_by: school.staff.leaders.get('archiveKeeper')?.userId ?? null,
    asked_on: today,
    expires_on: answerBy(today),
  }
  const [here, there] = [school.frame.schoolId, neighbour.frame.schoolId]
  return {
    out: { ...common, school_id: here, side: 'out', other_school_id: there, other_name: NEIGHBOUR_SCHOOL },
    in: { ...common, school_id: there, side: 'in', other_school_id: here, other_name: DEMO_SCHOOL },
  }
}
