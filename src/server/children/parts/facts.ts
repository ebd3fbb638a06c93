import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Absence, ChildFacts, ParentFacts } from '#shared/children/schema.ts'

interface PupilRow {
  readonly id: string
  readonly birthDate: LocalDate
  readonly residence: string
  readonly grade: number | null
}

interface ParentRow {
  readonly id: string
  readonly pupilId: string
  readonly relation: string
  readonly state: string
  readonly incapable: boolean
}

interface AbsenceRow {
  readonly memberId: string
  readonly from: LocalDate | null
  readonly to: LocalDate | null
  readonly kind: string
}

/** What a definition looks at, per pupil, from rows whose checks in the database allow these values only. */
export function factsByPupil(
  pupils: readonly PupilRow[],
  parents: readonly ParentRow[],
  absences: readonly AbsenceRow[],
): Map<string, ChildFacts> {
  const away = Map.groupBy(absences, (absence) => absence.memberId)
  const families = Map.groupBy(parents, (parent) => parent.pupilId)
  return new Map(
    pupils.map((pupil) => [
      pupil.id,
      {
        birthDate: pupil.birthDate,
        residence: pupil.residence as ChildFacts['residence'],
        grade: pupil.grade,
        parents: (families.get(pupil.id) ?? []).map(({ id, relation, state, incapable }): ParentFacts => ({
          relation: relation as ParentFacts['relation'],
          state: state as ParentFacts['state'],
          incapable,
          absences: (away.get(id) ?? []).map(({ from, to, kind }) => ({
            from,
            to,
            kind: kind as Absence['kind'],
          })),
        })),
      },
    ]),
  )
}
