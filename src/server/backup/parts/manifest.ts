import { z } from 'zod'
import { readMigrations, type Migration } from '#server/db/migrate.ts'
import { StartError } from '#server/start-error.ts'

const Row = z.object({ name: z.string(), hash: z.string() })

/** What a backup says of itself, first in the archive. */
export const Manifest = z.object({
  format: z.literal(1),
  /** An instant, UTC. */
  madeAt: z.iso.datetime(),
  /** Of the program that made it; the first ones do not say. */
  version: z.string().default(''),
  /** What the table of migrations held: migrations by their file, and marks of things done once. */
  migrations: z.array(Row),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
})
export type Manifest = z.infer<typeof Manifest>

/** How many rows each table has, last in the archive. */
export const Counts = z.record(z.string(), z.number().int())
export type Counts = z.infer<typeof Counts>

export const MANIFEST = 'manifest.json'
export const KEY = 'master.key'
export const COUNTS = 'counts.json'

const isMigration = ({ name }: { readonly name: string }): boolean => name.endsWith('.sql')

/** Marks of things done once, which are no migrations. */
export const marksOf = ({ migrations }: Manifest) => migrations.filter((row) => !isMigration(row))

/** The migrations that made the tables of the backup's time. Throws StartError when this program is older or another. */
export function migrationsOf({ migrations }: Manifest): readonly Migration[] {
  const own = readMigrations()
  const needed = migrations.filter(isMigration)
  const known = needed.every(({ name, hash }, at) => own[at]?.name === name && own[at].hash === hash)
  if (!known)
    throw new StartError(
      'The backup was made by a newer or another version of this program: restore it with that version.',
    )
  return own.slice(0, needed.length)
}
