import { ROWS_A_PAGE } from '#shared/roster/api.ts'
import type { FieldKey } from '#shared/roster/rules/fields.ts'
import type { NormalisedRow } from '#shared/roster/rules/normalise-row.ts'
import type { PreviewRow, RowKind } from '#shared/roster/schema.ts'
import { mergePupil } from '#server/roster/parts/merge-pupil.ts'
import { isCorrected, isWarned, type Plan, type PlannedRow } from '#server/roster/parts/plan.ts'
import type { RosterFile } from '#server/roster/parts/stored-rows.ts'

/** Numbers of persons in texts as written: mobile, landline, identity, also with blanks in between. */
const LONG_NUMBER = /[\d０-９][\d０-９Xx\s\-–—]{8,}[\d０-９Xx]/gu
const SENSITIVE_LABEL = /身份证|电话|住址|地址/u
const SENSITIVE_FIELD = /(?:^|\.)(?:idNumber|phone|address|homeAddress|mailAddress)$/u

/** Only the last four characters stay. */
export const lastFour = (text: string): string => {
  const letters = [...text.trim()]
  return letters.length <= 4 ? letters.map(() => '*').join('') : `****${letters.slice(-4).join('')}`
}

const maskLabelled = (label: string, text: string): string =>
  SENSITIVE_LABEL.test(label) && text !== '' ? lastFour(text) : maskNumbers(text)
/** Dates keep their digits; longer runs do not. */
const maskNumbers = (text: string): string =>
  text.replace(LONG_NUMBER, (run) => (/^\d{4}[-–—\s]\d{1,2}[-–—\s]\d{1,2}$/u.test(run) ? run : lastFour(run)))

/** The first rows for choosing header and columns: what kind of value, not whose number. */
export function maskSample(file: RosterFile): RosterFile['sample'] {
  const fields = new Map(Object.entries(file.map).map(([field, column]) => [column, field as FieldKey]))
  const lastHeader = file.headerRows.at(-1) ?? 0
  return file.sample.map(({ row, cells }) => ({
    row,
    cells: cells.map((cell, column) => {
      const isValue = row > lastHeader && lastHeader > 0 && SENSITIVE_FIELD.test(fields.get(column) ?? '')
      return isValue && cell !== '' ? lastFour(cell) : maskNumbers(cell)
    }),
  }))
}

function rowOf(line: NormalisedRow, rest: Pick<PreviewRow, 'action' | 'pupilId' | 'changes'>): PreviewRow {
  return {
    row: line.row,
    ...rest,
    shown: line.shown,
    corrections: line.corrections.map(({ field, from, to }) => ({
      field,
      from: maskLabelled(field, String(from)),
      to: maskLabelled(field, to),
    })),
    warnings: line.warnings.map(({ field, reason, raw }) => ({
      field,
      reason,
      ...(raw === undefined ? {} : { raw: maskLabelled(field, raw) }),
    })),
    refusedFor: line.refusedFor,
    notices: line.notices,
    otherRow: line.otherRow ?? null,
    skippedAs: null,
  }
}

const skippedRow = ({ row, why }: { row: number; why: NonNullable<PreviewRow['skippedAs']> }): PreviewRow => ({
  row, action: 'skip', shown: { name: '', className: '' }, pupilId: null, changes: [], corrections: [], warnings: [],
  refusedFor: [], notices: [], otherRow: null, skippedAs: why,
}) // prettier-ignore

const isOfKind: Record<Exclude<RowKind, 'skipped'>, (row: PlannedRow) => boolean> = {
  all: () => true,
  added: ({ action }) => action === 'add',
  changed: ({ action }) => action === 'change',
  unchanged: ({ action }) => action === 'none',
  refused: ({ action }) => action === 'refuse',
  corrected: isCorrected,
  warned: isWarned,
}

/** One page of rows of a kind, by their place in the sheet; skipped rows stand between the others only among `skipped`. */
export function pageOf(
  file: RosterFile,
  plan: Pick<Plan, 'rows'> & Partial<Pick<Plan, 'context'>>,
  { kind, page }: { kind: RowKind; page: number },
) {
  const from = (page - 1) * ROWS_A_PAGE
  if (kind === 'skipped') {
    const skipped = file.roster?.skipped ?? []
    return { rows: skipped.slice(from, from + ROWS_A_PAGE).map(skippedRow), total: skipped.length, page }
  }
  const some = plan.rows.filter(isOfKind[kind])
  const rows = some.slice(from, from + ROWS_A_PAGE).map(({ line, action, stored, merged }) => {
    const fresh =
      action === 'add' && line.fields && plan.context ? mergePupil(plan.context, line.fields, null) : null
    return rowOf(line, {
      action,
      pupilId: stored?.pupil.id ?? null,
      changes: (merged ?? fresh)?.changes ?? [],
    })
  })
  return { rows, total: some.length, page }
}
