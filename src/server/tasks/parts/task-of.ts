import { Role, type Actor } from '#shared/access/schema.ts'
import { mayFinishTask } from '#shared/tasks/policy.ts'
import { type Task, TaskState } from '#shared/tasks/schema.ts'
import type { TaskRow } from '#server/tasks/reads.ts'

/** A row of the view as its reader sees it. */
export const taskOf = (actor: Actor, { doneBy: _doneBy, ...row }: TaskRow): Task => ({
  ...row,
  ownerRole: row.ownerRole === null ? null : Role.parse(row.ownerRole),
  state: TaskState.parse(row.state),
  mayFinish: mayFinishTask(actor, row),
})
