import { symmetricDecrypt } from 'better-auth/crypto'
import type { Sql } from 'postgres'
import { StartError } from '#server/start-error.ts'
import type { Vault } from '#server/vault/vault.ts'

/** Its row in the table of migrations keeps a value derived from the key; nobody gets from it to the key. */
const KEY = 'key: check value'

const checkValue = (vault: Vault): string => vault.secret('key-check')

/** A second key would seal new values so that the first, put back later, does not open them. */
export async function refuseOtherKey(owner: Sql, vault: Vault): Promise<void> {
  const [table] = await owner`select to_regclass('schema_migration') is not null as made`
  if (!table?.['made']) return
  const [known] = await owner<{ hash: string }[]>`select hash from schema_migration where name = ${KEY}`
  if (known ? known.hash !== checkValue(vault) : !(await opensOldest(owner, vault)))
    throw new StartError(
      'The key is not the one this database was made with: put the right one back from your backup (keys/master.key in DATA_DIR, or SHOUWANG_KEY_FILE).',
    )
}

/**
 * A database older than the check value: whether the key opens what was sealed in it first. Before an administrator has set up
 * a second factor nothing else can be done, so that where there is none nothing is sealed.
 */
async function opensOldest(owner: Sql, vault: Vault): Promise<boolean> {
  const [oldest] = await owner<{ secret: string }[]>`
    select secret from auth_two_factor where secret ~ '^[0-9a-f]+$' order by id limit 1`
  if (!oldest) return true
  return symmetricDecrypt({ key: vault.secret('session'), data: oldest.secret }).then(
    () => true,
    () => false,
  )
}

export async function rememberKey(owner: Sql, vault: Vault): Promise<void> {
  await owner`insert into schema_migration (name, hash) values (${KEY}, ${checkValue(vault)}) on conflict do nothing`
}
