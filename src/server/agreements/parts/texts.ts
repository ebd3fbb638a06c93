import { mayKeepAgreements, mayKeepForSchool } from '#shared/agreements/policy.ts'
import { AgreementKind, type AgreementText, type TextInput } from '#shared/agreements/schema.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { insertTextQuery, textsQuery } from '#server/agreements/queries.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

/** The words in force of every kind: the school's newest, else the preset's (version 0). */
export async function currentTexts(tx: Transaction, scope: Scope): Promise<AgreementText[]> {
  const own = await tx.rows(textsQuery(scope))
  return AgreementKind.options.map((kind) => {
    const known = own.find((text) => text.kind === kind)
    return known
      ? { kind, version: known.version, title: known.title, body: known.body }
      : { kind, version: 0, title: null, body: null }
  })
}

export async function currentText(
  tx: Transaction,
  scope: Scope,
  kind: AgreementKind,
): Promise<AgreementText> {
  const found = (await currentTexts(tx, scope)).find((text) => text.kind === kind)
  if (!found) throw new Error('each kind of agreement has words')
  return found
}

export async function listTexts({ db }: Deps, context: Context): Promise<Result<{ texts: AgreementText[] }>> {
  const scope = context.scope(mayKeepAgreements(context.actor))
  if (!scope) return fail('forbidden')
  return db.write(scope, async (tx) => ok({ texts: await currentTexts(tx, scope) }))
}

/** Agreements from now on get these words; those that are drawn up keep theirs. */
export async function writeText(
  { db }: Deps,
  context: Context,
  input: TextInput,
): Promise<Result<{ text: AgreementText }>> {
  const scope = context.scope(mayKeepForSchool(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ text: AgreementText }>>(scope, async (tx) => {
    const before = await currentText(tx, scope, input.kind)
    const isAgain = before.title === input.title && before.body === input.body
    if (isAgain) return ok({ text: before })
    if (before.version !== input.version) return fail('version-conflict', { version: before.version })
    const rows = await tx.rows(insertTextQuery(scope, input, context.user.userId))
    if (rows.length === 0) return fail('version-conflict')
    tx.audit({
      action: 'change',
      entity: 'agreementText',
      entityId: input.id,
      detail: { kind: input.kind, version: input.version + 1 },
    })
    return ok({ text: await currentText(tx, scope, input.kind) })
  })
}
