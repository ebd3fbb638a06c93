import { getDefinitionPreset } from '#shared/children/rules/definitions.ts'
import type { Transaction } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import { definitionQuery, insertDefinitionQuery, setPrimaryQuery } from '#server/duties/queries.ts'

/** Makes a definition the one that decides who gets a file and duties; its id. */
export async function adoptDefinition(tx: Transaction, scope: Scope, key: string): Promise<string> {
  const preset = getDefinitionPreset(key as Parameters<typeof getDefinitionPreset>[0])
  const [, [found]] = await tx.run(insertDefinitionQuery(scope, newId(), preset), definitionQuery(scope, key))
  if (!found) throw new Error(`definition ${key} could not be stored`)
  await tx.run(setPrimaryQuery(scope, found.id))
  return found.id
}
