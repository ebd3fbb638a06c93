import type { County, Session } from './county.ts'

export interface SessionChild extends Session {
  readonly pupilId: string
}

/** The children of every signed-in class teacher: first one of each session, then the next, so that neighbours differ. */
export async function childrenOf({ owner, sessions }: County): Promise<readonly SessionChild[]> {
  const rows = await owner<{ id: string; class_id: string }[]>`select id, class_id from pupil
    where left_on is null and class_id = any(${sessions.map(({ classId }) => classId)}::uuid[]) order by id`
  const byClass = Map.groupBy(rows, (row) => row.class_id)
  const most = Math.max(...[...byClass.values()].map((list) => list.length))
  return Array.from({ length: most }, (_, at) => at).flatMap((at) =>
    sessions.flatMap((session) => {
      const pupil = byClass.get(session.classId)?.[at]
      return pupil ? [{ ...session, pupilId: pupil.id }] : []
    }),
  )
}

export function childAt(list: readonly SessionChild[], n: number): SessionChild {
  const child = list[n % list.length]
  if (!child) throw new Error('no children in the classes of the signed-in teachers')
  return child
}
