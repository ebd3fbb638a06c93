import { sql } from 'kysely'
import type { ImportFailure, ImportState } from '#shared/roster/schema.ts'
import { qb, raw, type Query } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Entity } from '#server/roster/parts/records.ts'

/** PostgreSQL types of the columns an import writes. */
const TEXT = 'text'
const COLUMNS = {
  pupil: {
    id: 'uuid', name: TEXT, name_grams: 'text[]', pinyin: TEXT, initials: TEXT, sex: TEXT, birth_on: 'date', ethnic: TEXT,
    residence: TEXT, boarding: 'boolean', class_id: 'uuid', student_no: TEXT, id_kind: TEXT, id_sealed: 'bytea',
    id_index: 'bytea', id_masked: TEXT, phone_sealed: 'bytea', phone_masked: TEXT, address_sealed: 'bytea',
    registered_mark: TEXT, extra_sealed: 'bytea', joined_on: 'date', left_on: 'date', left_reason: TEXT, version: 'integer',
    field_versions: 'jsonb',
  },
  class_membership: { id: 'uuid', pupil_id: 'uuid', class_id: 'uuid', from_on: 'date', to_on: 'date', reason: TEXT },
  family_member: {
    id: 'uuid', pupil_id: 'uuid', relation: TEXT, name: TEXT, state: TEXT, incapable: 'boolean', is_guardian: 'boolean',
    born_on: 'date', id_sealed: 'bytea', id_masked: TEXT, phone_sealed: 'bytea', phone_masked: TEXT,
    phone_verified_on: 'date', phone_dead_on: 'date', address_sealed: 'bytea', work_unit: TEXT, version: 'integer',
  },
  absence: {
    id: 'uuid', pupil_id: 'uuid', member_id: 'uuid', from_on: 'date', to_on: 'date', kind: TEXT, place: TEXT,
    work_unit: TEXT, note_sealed: 'bytea', version: 'integer',
  },
  carer: {
    id: 'uuid', pupil_id: 'uuid', member_id: 'uuid', kind: TEXT, relation: TEXT, name: TEXT, phone_sealed: 'bytea',
    phone_masked: TEXT, phone_verified_on: 'date', phone_dead_on: 'date', legal_basis: TEXT, from_on: 'date', to_on: 'date',
    reason_sealed: 'bytea', version: 'integer',
  },
  roster_change: {
    id: 'uuid', import_id: 'uuid', entity: TEXT, entity_id: 'uuid', pupil_id: 'uuid', kind: TEXT, before_sealed: 'bytea',
    row_number: 'integer',
  },
} as const // prettier-ignore

export const columnsOf = (entity: Entity): readonly string[] => Object.keys(COLUMNS[entity])

type Plain = string | number | boolean
type Value = Plain | null | Buffer | readonly string[] | object
type Row = Readonly<Record<string, Value | undefined>>

const UNSAFE = /[\\"\0]/
const quoted = (text: string): string =>
  `"${UNSAFE.test(text) ? text.replaceAll('\0', '').replaceAll(/[\\"]/g, '\\$&') : text}"`

/** One element of a PostgreSQL array; sealed values may come as bytes or as `\x…`. */
function elementOf(value: Value | undefined, type: string): string {
  if (value === null || value === undefined) return 'null'
  switch (type) {
    case 'bytea':
      return value instanceof Buffer ? `"\\\\x${value.toString('hex')}"` : quoted(value as string)
    case 'text[]':
      return quoted((value as readonly string[]).join('\u001f'))
    case 'jsonb':
      return quoted(JSON.stringify(value))
    case TEXT:
      return quoted(value as string)
    default:
      // Ids, dates, numbers, yes and no need no quotes.
      return `${value as Plain}`
  }
}

const CHUNK = 1000
/** Arrays of arrays would be flattened, so these travel as text. */
const asText = (type: string): boolean => type === 'text[]' || type === 'jsonb'
const backFrom = (name: string, type: string): string =>
  type === 'text[]'
    ? `string_to_array(u.${name}, e'\\x1f')`
    : type === 'jsonb'
      ? `u.${name}::jsonb`
      : `u.${name}`

/**
 * Writes any number of rows, a thousand a statement. One array per column: the text of the statement is the same for
 * every chunk. A row that exists by its id is replaced, unless all are `fresh`: asking first costs a fifth more.
 */
export function upsertQueries(
  scope: Scope,
  table: keyof typeof COLUMNS,
  rows: readonly object[],
  { fresh = false } = {},
): Query[] {
  const columns = Object.entries(COLUMNS[table])
  const names = columns.map(([name]) => name)
  const arrays = columns.map(([, type], at) => `$${at + 2}::${asText(type) ? TEXT : type}[]`)
  const values = columns.map(([name, type]) => backFrom(name, type))
  const replaced = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`)
  const text =
    `insert into ${table} (school_id, ${names.join(', ')}) select $1::uuid, ${values.join(', ')} ` +
    `from unnest(${arrays.join(', ')}) as u(${names.join(', ')})` +
    (fresh ? '' : ` on conflict (school_id, id) do update set ${replaced.join(', ')}`)
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, chunk) => {
    const some = rows.slice(chunk * CHUNK, (chunk + 1) * CHUNK) as readonly Row[]
    return raw(text, [
      scope.schoolId,
      ...columns.map(([name, type]) => `{${some.map((row) => elementOf(row[name], type)).join(',')}}`),
    ])
  })
}

export const deleteQuery = (scope: Scope, table: Entity | 'class', ids: readonly string[]) =>
  raw(`delete from ${table} where school_id = $1::uuid and id = any($2::uuid[])`, [scope.schoolId, [...ids]])

/** One commit or undo of a school at a time; false = another one runs. Released with the transaction. */
export const lockRosterQuery = (scope: Scope) =>
  raw<{ locked: boolean }>('select pg_try_advisory_xact_lock(hashtextextended($1, 11)) as locked', [
    `roster:${scope.schoolId}`,
  ])

export interface NewImport {
  readonly id: string
  readonly fileName: string
  readonly fileHash: Buffer
  readonly fileSealed: Buffer
  readonly asOf: string
}

/** No row = the id is taken. */
export const insertImportQuery = (scope: Scope, one: NewImport) =>
  qb
    .insertInto('roster_import')
    .values({
      school_id: scope.schoolId,
      id: one.id,
      file_name: one.fileName,
      file_hash: one.fileHash,
      file_sealed: one.fileSealed,
      state: 'reading',
      as_of: one.asOf,
      created_by: scope.userId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

const json = (value: unknown) => (value === null ? sql`null` : sql`${JSON.stringify(value)}::text::jsonb`)

export interface ImportChange {
  readonly state?: ImportState
  readonly sheet?: string | null
  readonly mapping?: unknown
  readonly summary?: unknown
  readonly failure?: ImportFailure | null
  readonly rowsSealed?: Buffer | null
  /** Sets the time of commit or undo: the database's, like that of the rows written with it. */
  readonly stamp?: 'committed_at' | 'undone_at'
  /** The file itself is not needed any more. */
  readonly forgetFile?: boolean
}

/** Changes an import that is (still) in one of the given states and, where told, of the given version. */
export const changeImportQuery = (
  scope: Scope,
  id: string,
  while_: { states: readonly ImportState[]; version?: number },
  change: ImportChange,
) =>
  qb
    .updateTable('roster_import')
    .set({
      version: sql`version + 1`,
      ...(change.state !== undefined ? { state: change.state } : {}),
      ...(change.sheet !== undefined ? { sheet: change.sheet } : {}),
      ...(change.mapping !== undefined ? { mapping: json(change.mapping) } : {}),
      ...(change.summary !== undefined ? { summary: json(change.summary) } : {}),
      ...(change.failure !== undefined ? { failure: json(change.failure) } : {}),
      ...(change.rowsSealed !== undefined ? { rows_sealed: change.rowsSealed } : {}),
      ...(change.stamp !== undefined ? { [change.stamp]: sql`now()` } : {}),
      ...(change.forgetFile ? { file_sealed: null } : {}),
    })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('state', 'in', while_.states)
    .$if(while_.version !== undefined, (query) => query.where('version', '=', while_.version ?? 0))
    .returning('version')
    .compile()

export interface NewClass {
  readonly id: string
  readonly yearId: string
  readonly grade: number
  readonly number: number
  readonly name: string
}

export const insertClassesQuery = (scope: Scope, classes: readonly NewClass[]) =>
  qb
    .insertInto('class')
    .values(
      classes.map(({ id, yearId, grade, number, name }) => ({
        school_id: scope.schoolId,
        id,
        school_year_id: yearId,
        grade,
        number,
        name,
      })),
    )
    .compile()
