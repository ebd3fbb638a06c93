import { mayFileCard, maySeeCards } from '#shared/cards/policy.ts'
import type { CardFiled, CardInput, HouseholdChild } from '#shared/cards/schema.ts'
import { cardKindsOf } from '#shared/duties/rules/catalogue.ts'
import { type Failure, fail, ok, type Result } from '#shared/errors.ts'
import { householdQuery } from '#server/cards/reads.ts'
import { fileIn } from '#server/cards/service.ts'
import { WithCommit } from '#server/db/database.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

/**
 * Files a card for each of several children, all or none: one visit to a household. Each card has its own id, so sending
 * it again files nothing twice; a fault names the card it is in. One form is filed at one moment: the principal is not
 * asked about it as if it were several (H-13).
 */
export async function fileTogether(
  deps: Deps,
  context: Context,
  cards: readonly CardInput[],
): Promise<Result<{ filed: CardFiled[] }>> {
  const scope = context.scope(mayFileCard(context.actor))
  if (!scope) return fail('forbidden')
  const refused: { error?: Failure } = {}
  const moment = deps.now()
  const once = { ...deps, now: () => moment }
  const filed = await deps.db
    .write(
      scope,
      async (tx) => {
        const done: CardFiled[] = []
        // In the order of the children, whose duties are locked: two visitors filing at once do not wait for each other.
        const order = [...cards.entries()].sort(([, a], [, b]) => a.pupilId.localeCompare(b.pupilId))
        for (const [at, card] of order) {
          const filing = await fileIn(once, tx, context, scope, card)
          const one = filing instanceof WithCommit ? await filing.inside(tx) : filing
          if (!one.ok) {
            refused.error = within(at, one.error)
            throw new Error('all or none')
          }
          done.push(one.value)
        }
        return done
      },
      { planOnce: true },
    )
    .catch((error: unknown) => {
      if (refused.error) return undefined
      throw error
    })
  return filed ? ok({ filed }) : { ok: false, error: refused.error ?? { code: 'internal' } }
}

const within = (at: number, error: Failure): Failure => ({
  ...error,
  ...(error.fields && {
    fields: error.fields.map((field) => ({ ...field, path: `cards.${at}.${field.path}` })),
  }),
})

/** The child and the children of its household that the person reaches, with their open duties. */
export async function getHousehold(
  { db }: Deps,
  context: Context,
  pupilId: string,
): Promise<Result<{ children: HouseholdChild[] }>> {
  const scope = context.scope(maySeeCards(context.actor))
  if (!scope) return fail('forbidden')
  const [children] = await db.read(scope, [householdQuery(scope, pupilId)])
  if (!children.some(({ id }) => id === pupilId)) return fail('not-found')
  return ok({
    children: children.map((child) => ({
      ...child,
      duties: child.duties.map((duty) => ({ ...duty, cardKinds: cardKindsOf(duty.key) })),
    })),
  })
}
