import { pupilReach } from '#shared/access/policy.ts'
import { mayChangeBasics } from '#shared/children/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** Parents, absences and carers: who may change the basics of the child. */
export const mayChangeFamily = (actor: Actor): Decision => mayChangeBasics(actor)

/** Alerts and siblings: of the children one reaches. */
export const maySeeFamily = (actor: Actor): Decision => pupilReach(actor)
