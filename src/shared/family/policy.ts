import { mayChangeBasics } from '#shared/children/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** Parents, absences and carers: who may change the basics of the child. */
export const mayChangeFamily = (actor: Actor): Decision => mayChangeBasics(actor)
