import { mayManageAccounts } from '#shared/accounts/policy.ts'
import { usernamePattern } from '#shared/accounts/rules.ts'
import type { FirstPassword, LoadedRow, LoadPreview } from '#shared/accounts/schema.ts'
import type { Role } from '#shared/access/schema.ts'
import { fail, invalid, ok, type Failure, type FieldErrorCode, type Result } from '#shared/errors.ts'
import { classLookup } from '#shared/roster/rules/class-name.ts'
import { normaliseName } from '#shared/roster/rules/names.ts'
import { compact } from '#shared/roster/rules/text.ts'
import { classesNow } from '#server/accounts/parts/classes.ts'
import { accountsQuery, classesQuery, takenUsernamesQuery } from '#server/accounts/reads.ts'
import { insertAccount, newSecret } from '#server/accounts/service.ts'
import { searchKeys } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import type { Upload } from '#server/http/route.ts'
import { readTable } from '#server/roster/service.ts'

type Told = Omit<LoadedRow, 'fault'>
type TableRow = { readonly row: number; readonly cells: readonly string[] }

const COLUMNS = {
  name: /^(?:教师|教职工|老师)?姓名$/u,
  username: /^(?:用户名|登录名|账号|帐号|登录账号)$/u,
  role: /^(?:职务|角色|岗位|身份)$/u,
  className: /^(?:班级|班级名称|所带班级|任教班级)$/u,
} as const

const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/^(?:正|副)?班主任$/u, 'classTeacher'],
  [/^(?:副)?校长$/u, 'principal'],
  [/^(?:档案员|档案管理员|学籍管理员|学籍员)$/u, 'archiveKeeper'],
  [/^心理(?:老师|教师|辅导老师|辅导教师|辅导员|健康教师|健康老师)$/u, 'counsellor'],
  [/^(?:系统)?管理员$/u, 'administrator'],
  [/^审计(?:员)?$/u, 'auditor'],
]

const HEADER_WITHIN = 15
const SPELLINGS = 20
const MOST_ROWS = 500

/** Reads the table below the row that names the columns; undefined when no row has a name's column. */
function readRows(table: readonly TableRow[]): Told[] | undefined {
  for (const [at, { cells }] of table.slice(0, HEADER_WITHIN).entries()) {
    const heads = cells.map((cell) => compact(cell).replace(/[*（(].*$/u, ''))
    const columnOf = (key: keyof typeof COLUMNS): number => heads.findIndex((head) => COLUMNS[key].test(head))
    const [name, username, role, className] = [
      columnOf('name'),
      columnOf('username'),
      columnOf('role'),
      columnOf('className'),
    ]
    if (name < 0) continue
    return table.slice(at + 1, at + 1 + MOST_ROWS).flatMap(({ row, cells: values }) => {
      const text = (column: number): string => compact(values[column] ?? '')
      if (values.every((value) => compact(value) === '')) return []
      const word = text(role)
      const known = ROLES.find(([pattern]) => pattern.test(word))?.[1] ?? null
      // A list without a column for it is one of class teachers.
      const meant = role < 0 && text(className) !== '' ? 'classTeacher' : known
      return {
        row,
        name: normaliseName(values[name] ?? ''),
        username: text(username).toLowerCase(),
        role: meant,
        className: text(className) || null,
      }
    })
  }
  return undefined
}

interface Known {
  /** Usernames of the school's own people by their name. */
  readonly colleagues: ReadonlyMap<string, string>
  readonly taken: ReadonlySet<string>
  readonly findClass: (text: string) => string | undefined
}

const spellings = (name: string): string[] => {
  const base = searchKeys(name).pinyin.slice(0, 36)
  return base === '' ? [] : [base, ...Array.from({ length: SPELLINGS - 1 }, (_, at) => `${base}${at + 2}`)]
}

async function lookUp(
  { db }: Deps,
  scope: Scope,
  rows: readonly { name: string; username: string }[],
): Promise<Known> {
  const [accounts, classes] = await db.read(scope, [accountsQuery(scope), classesQuery(scope)])
  const wanted = rows.flatMap(({ name, username }) => (username === '' ? spellings(name) : [username]))
  const taken = await db.rows(takenUsernamesQuery([...new Set(wanted)]))
  const names = [...classesNow(classes, scope.today).keys()]
  const lookup = classLookup(names)
  return {
    colleagues: new Map(accounts.map(({ name, username }) => [name, username ?? ''])),
    taken: new Set(taken.flatMap(({ username }) => username ?? [])),
    // Without any class every name would be taken.
    findClass: (text) => (names.length === 0 ? undefined : lookup(text)?.className),
  }
}

function faultOf(
  row: Omit<LoadedRow, 'fault'>,
  known: Known,
  className: string | undefined,
): LoadedRow['fault'] {
  if (row.name === '') return 'name-missing'
  if (!usernamePattern.test(row.username)) return 'username-invalid'
  if (known.taken.has(row.username)) return 'username-taken'
  if (row.role === null) return 'role-unknown'
  if (row.className !== null && className === undefined) return 'class-unknown'
  if (row.role === 'classTeacher' && row.className === null) return 'class-missing'
  return null
}

/** Gives everybody a username and says what is wrong; who is named like a colleague with an account has one already. */
function checkRows(rows: readonly Omit<LoadedRow, 'fault'>[], known: Known): LoadedRow[] {
  const used = new Set(rows.map(({ username }) => username).filter((name) => name !== ''))
  const given = new Map<string, number>()
  return rows.map(({ row, name, username: told, role, className }) => {
    const colleague = told === '' ? known.colleagues.get(name) : undefined
    const free = spellings(name).find((one) => !known.taken.has(one) && !used.has(one))
    const username = told === '' ? (colleague ?? free ?? '') : told
    const found = className === null ? undefined : known.findClass(className)
    const plain = { row, name, username, role, className: found ?? className }
    const fault = colleague === undefined ? faultOf(plain, known, found) : 'username-taken'
    if (told === '') used.add(username)
    const times = (given.get(username) ?? 0) + 1
    given.set(username, times)
    return { ...plain, fault: fault ?? (times > 1 ? 'username-twice' : null) }
  })
}

/** Row by row what a teachers' list would create; nothing is stored. */
export async function previewTeachers(
  deps: Deps,
  context: Context,
  upload: Upload,
): Promise<Result<LoadPreview>> {
  const scope = context.scope(mayManageAccounts(context.actor))
  if (!scope) return fail('forbidden')
  const table = await readTable(upload.bytes)
  if (!table.ok) return { ok: false, error: table.error }
  const told = readRows(table.rows)
  if (!told) return fail('file-no-header')
  const rows = checkRows(told, await lookUp(deps, scope, told))
  const refused = rows.filter(({ fault }) => fault !== null).length
  return ok({ rows, ready: rows.length - refused, refused })
}

const fieldOfFault: Record<
  NonNullable<LoadedRow['fault']>,
  readonly [field: string, code: FieldErrorCode]
> = {
  'name-missing': ['name', 'required'],
  'username-invalid': ['username', 'invalid'],
  'username-taken': ['username', 'not-unique'],
  'username-twice': ['username', 'not-unique'],
  'role-unknown': ['role', 'required'],
  'class-unknown': ['className', 'unknown-reference'],
  'class-missing': ['className', 'required'],
}

/** Creates the accounts of a list, all or none; the first passwords are in this answer and nowhere else. */
export async function loadTeachers(
  deps: Deps,
  context: Context,
  given: readonly Omit<LoadedRow, 'fault'>[],
): Promise<Result<{ accounts: FirstPassword[] }>> {
  const scope = context.scope(mayManageAccounts(context.actor))
  if (!scope) return fail('forbidden')
  const told = given.map((row) => ({ ...row, username: row.username.trim().toLowerCase() }))
  const rows = checkRows(told, await lookUp(deps, scope, told))
  const faults = rows.flatMap(({ fault, row }, at) => {
    if (fault === null) return []
    const [field, code] = fieldOfFault[fault]
    return [{ path: `rows.${at}.${field}`, code, params: { row } }]
  })
  if (faults.length > 0) return invalid(...faults)
  // Hashing takes a moment for each: before the transaction, and several at once.
  const secrets = await Promise.all(rows.map(() => newSecret(deps)))
  const failed: { error?: Failure } = {}
  const accounts = await deps.db
    .write(scope, async (tx) => {
      const classes = classesNow(await tx.rows(classesQuery(scope)), scope.today)
      const made: FirstPassword[] = []
      for (const [at, { name, username, role, className }] of rows.entries()) {
        const classId = className === null ? null : (classes.get(className) ?? null)
        const roles =
          role === null
            ? []
            : [
                {
                  id: newId(),
                  role,
                  classId: role === 'classTeacher' ? classId : null,
                  pupilId: null,
                  to: null,
                },
              ]
        const one = await insertAccount(deps, tx, scope, { id: newId(), name, username, roles }, secrets[at])
        if (!one.ok) {
          failed.error = {
            ...one.error,
            fields: [{ path: `rows.${at}.username`, code: 'not-unique', params: { username } }],
          }
          throw new Error('taken meanwhile')
        }
        made.push(one.value)
      }
      return made
    })
    .catch((error: unknown) => {
      if (failed.error) return undefined
      throw error
    })
  return accounts ? ok({ accounts }) : { ok: false, error: failed.error ?? { code: 'internal' } }
}
