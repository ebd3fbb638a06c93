import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import { endpoint, roles } from '#shared/contract.ts'
import { MOST_ROSTER_BYTES } from '#shared/roster/rules/file-kind.ts'
import {
  CommitReport,
  ImportDetail,
  ImportInfo,
  MapInput,
  PreviewRow,
  RowKind,
  UndoReport,
} from '#shared/roster/schema.ts'

export const ROWS_A_PAGE = 50

const keepers = roles('administrator', 'archiveKeeper')
const ImportId = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })

export const startImport = endpoint({
  method: 'POST',
  path: '/api/roster',
  summary: 'Takes a roster file and begins to read it; sent twice with one id it is taken once',
  access: keepers,
  takesLong: true,
  // The id is made by the client. Without a date the roster is judged as of today.
  query: z.object({ id: z.uuid(), asOf: LocalDate.optional() }),
  upload: true,
  bodyLimit: MOST_ROSTER_BYTES,
  response: z.object({ importId: z.uuid() }),
})

export const listImports = endpoint({
  method: 'GET',
  path: '/api/roster',
  summary: 'Roster imports of the school, the newest first',
  access: keepers,
  response: z.object({ imports: z.array(ImportInfo) }),
})

export const getImport = endpoint({
  method: 'GET',
  path: '/api/roster/:id',
  summary: 'How far an import is, what the file holds and what it would change',
  access: keepers,
  takesLong: true,
  params: ImportId,
  response: ImportDetail,
})

export const listImportRows = endpoint({
  method: 'GET',
  path: '/api/roster/:id/rows',
  summary: 'The rows of an import, 50 a page: what becomes of each and why',
  access: keepers,
  takesLong: true,
  params: ImportId,
  query: z.object({
    kind: RowKind.default('all'),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  }),
  response: z.object({ rows: z.array(PreviewRow), total: z.int(), page: z.int() }),
})

export const mapColumns = endpoint({
  method: 'POST',
  path: '/api/roster/:id/map',
  summary: 'Corrects sheet, header or columns and reads the file again',
  access: keepers,
  takesLong: true,
  params: ImportId,
  body: MapInput,
  response: Done,
})

export const commitImport = endpoint({
  method: 'POST',
  path: '/api/roster/:id/commit',
  summary: 'Takes the previewed rows over, all or none',
  access: keepers,
  takesLong: true,
  params: ImportId,
  // Agreed to create the classes the school does not have; needed when there are any.
  body: z.object({ createClasses: z.boolean() }),
  response: CommitReport,
})

export const undoImport = endpoint({
  method: 'POST',
  path: '/api/roster/:id/undo',
  summary: 'Removes what an import added and restores what it changed, unless something depends on it',
  access: keepers,
  takesLong: true,
  params: ImportId,
  response: UndoReport,
})

export const cancelImport = endpoint({
  method: 'POST',
  path: '/api/roster/:id/cancel',
  summary: 'Ends an import that was not committed and forgets the file',
  access: keepers,
  takesLong: true,
  params: ImportId,
  response: Done,
})
