import type { Sql } from 'postgres'
import { connect } from '#server/db/client.ts'
import { withTemporaryDatabase } from '#server/testing/temporary-database.ts'

const typeNames: Readonly<Record<string, string>> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  timestamptz: 'string',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  bytea: 'Buffer',
  jsonb: 'Json',
  _text: 'string[]',
  _uuid: 'string[]',
}

interface Column {
  table: string
  name: string
  type: string
  optional: boolean
  nullable: boolean
}

/** Kysely's table types, read from a freshly migrated database. */
export function describeDatabase(): Promise<string> {
  return withTemporaryDatabase(async (target) => {
    const sql = connect(target, { max: 1, prepare: false })
    try {
      return render(await columns(sql))
    } finally {
      await sql.end()
    }
  })
}

async function columns(sql: Sql): Promise<Column[]> {
  return sql<Column[]>`
    select c.table_name as table, c.column_name as name, c.udt_name as type,
      c.column_default is not null as optional, c.is_nullable = 'YES' as nullable
    from information_schema.columns c
    where c.table_schema = 'public' and c.table_name <> 'schema_migration'
    order by c.table_name, c.ordinal_position`
}

function render(all: readonly Column[]): string {
  const tables = Map.groupBy(all, (column) => column.table)
  const interfaceName = (table: string): string =>
    table.replaceAll(/(^|_)([a-z])/g, (_match, _gap, letter: string) => letter.toUpperCase()) + 'Table'
  const lines = [
    '// Generated from the migrations by scripts/db-types.ts; do not edit.',
    `import type { ColumnType, Generated } from 'kysely'`,
    '',
    'export type Json = ColumnType<unknown, unknown, unknown>',
  ]
  for (const [table, list] of tables) {
    lines.push('', `export interface ${interfaceName(table)} {`)
    for (const column of list) {
      const base = typeNames[column.type]
      if (!base) throw new Error(`no TypeScript type for ${column.table}.${column.name}: ${column.type}`)
      const name = /^[a-z_]+$/.test(column.name) ? column.name : `'${column.name}'`
      const type = column.nullable && base !== 'Json' ? `${base} | null` : base
      lines.push(`  ${name}: ${column.optional ? `Generated<${type}>` : type}`)
    }
    lines.push('}')
  }
  lines.push(
    '',
    'export interface DB {',
    ...[...tables.keys()].map((table) => `  ${table}: ${interfaceName(table)}`),
    '}',
    '',
  )
  return lines.join('\n')
}
