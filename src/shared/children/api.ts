import { z } from 'zod'
import { LocalDate } from '#shared/calendar/schema.ts'
import {
  BasicsChange,
  CareFile,
  ChildrenPage,
  ChildrenQuery,
  DefinitionParams,
  ListQuery,
} from '#shared/children/schema.ts'
import { carers, endpoint, roles } from '#shared/contract.ts'
import { shortText } from '#shared/text/schema.ts'

/** Who is behind the school's figures today. Ids only for those who may see every child of the school. */
const Cases = z.object({ count: z.int(), ids: z.array(z.uuid()).nullable() })

export const ChildrenSummary = z.object({
  /** Key and version of the primary definition; null before one is chosen. */
  definition: z.object({ key: z.string(), version: z.int() }).nullable(),
  pupils: z.int(),
  listed: z.int(),
  /** Listed ÷ pupils in per cent, one decimal (F01, K-50). */
  sharePercent: z.number().nullable(),
  toVerify: Cases,
  /** Children with a complete file ÷ children on the list (F04, K-52). */
  files: z.object({ complete: z.int(), listed: z.int(), percent: z.number().nullable(), gap: z.int() }),
  /** On the list, and nobody or nobody sure cares for the child now (H-03, K-76). */
  urgent: Cases,
  /** An open file of a child that no longer counts: a person decides about closing. */
  noLongerCounted: Cases,
})
export type ChildrenSummary = z.infer<typeof ChildrenSummary>

export const RevealField = z.enum([
  'idNumber',
  'phone',
  'address',
  'memberIdNumber',
  'memberPhone',
  'memberAddress',
  'memberWorkPhone',
  'memberWorkAddress',
  'carerPhone',
  'carerAddress',
  'namedPhone',
])
export type RevealField = z.infer<typeof RevealField>

/** `recordId`: the member or carer, for fields of those. `note`: what for, in a few words; asked for when no choice fits. */
export const Reveal = z
  .object({
    field: RevealField,
    recordId: z.uuid().optional(),
    reason: z.enum(['call', 'visit', 'emergency', 'check', 'form', 'other']),
    note: shortText().max(100).optional(),
  })
  .refine(({ reason, note }) => reason !== 'other' || (note !== undefined && note !== ''), {
    path: ['note'],
    params: { code: 'required' },
  })
export type Reveal = z.infer<typeof Reveal>

/** A definition as the school may choose it, with today's counts over the pupils the person reaches. */
export const DefinitionInfo = z.object({
  key: z.string(),
  /** Null until the school has adopted it. */
  id: z.uuid().nullable(),
  version: z.int(),
  name: z.object({ zh: z.string(), en: z.string() }),
  params: DefinitionParams,
  isPrimary: z.boolean(),
  effectiveFrom: LocalDate.nullable(),
  counted: z.int(),
  toVerify: z.int(),
})
export type DefinitionInfo = z.infer<typeof DefinitionInfo>

/** Changed parameters make a new version from `effectiveFrom` on; without any, the current version stays. */
export const DefinitionChoice = z.object({
  key: z.string().max(40),
  /** The version the person saw. */
  version: z.int().min(1),
  params: DefinitionParams.partial().optional(),
  primary: z.boolean(),
  effectiveFrom: LocalDate,
})
export type DefinitionChoice = z.infer<typeof DefinitionChoice>

/** What an evaluation changed. */
export const EvaluationReport = z.object({
  asOf: LocalDate,
  pupils: z.int(),
  /** Statuses that began and ended, over all definitions. */
  began: z.int(),
  ended: z.int(),
  /** Care files opened for children new on the primary definition's list. */
  filesOpened: z.int(),
  noLongerCounted: z.array(z.uuid()),
})
export type EvaluationReport = z.infer<typeof EvaluationReport>

const ChildId = z.object({ id: z.uuid() })
/** The version after the change, for the next one. */
const Changed = z.object({ version: z.int() })

export const listChildren = endpoint({
  method: 'GET',
  path: '/api/children',
  summary: 'Children on the list or all pupils, by class, 50 a page',
  access: carers,
  query: ListQuery,
  response: ChildrenPage,
})

export const searchChildren = endpoint({
  method: 'POST',
  path: '/api/children/search',
  summary:
    'The same list by part of a name or by a field of the school; a name stands in no address and no log',
  access: carers,
  body: ChildrenQuery,
  response: ChildrenPage,
})

export const getChildrenSummary = endpoint({
  method: 'GET',
  path: '/api/children/summary',
  summary: 'How many pupils, how many on the list, files complete, urgent cases',
  access: carers,
  response: ChildrenSummary,
})

export const evaluateChildren = endpoint({
  method: 'POST',
  path: '/api/children/evaluate',
  summary: 'Decides anew for every pupil of the school as of a day, and opens the files that are missing',
  access: roles('archiveKeeper', 'administrator', 'principal'),
  takesLong: true,
  body: z.object({ asOf: LocalDate.optional() }),
  response: EvaluationReport,
})

export const getCareFile = endpoint({
  method: 'GET',
  path: '/api/children/:id',
  summary:
    "A child's page: basics, family, carers, status under every definition, five clears; the look goes on record",
  access: carers,
  params: ChildId,
  response: CareFile,
})

export const changeBasics = endpoint({
  method: 'PATCH',
  path: '/api/children/:id',
  summary:
    'Changes phone, address, boarding and the like; a field changed by somebody else meanwhile is a conflict',
  access: roles('archiveKeeper', 'administrator', 'classTeacher'),
  params: ChildId,
  body: BasicsChange,
  response: Changed,
})

export const reveal = endpoint({
  method: 'POST',
  path: '/api/children/:id/reveal',
  summary: 'One full number or address, with a reason; goes on record',
  access: carers,
  params: ChildId,
  body: Reveal,
  response: z.object({ value: z.string() }),
})

export const listDefinitions = endpoint({
  method: 'GET',
  path: '/api/definitions',
  summary:
    'Every definition with its parameters, which is primary, and how many count today or as of an earlier day',
  access: carers,
  query: z.object({ asOf: LocalDate.optional() }),
  response: z.object({ definitions: z.array(DefinitionInfo) }),
})

export const chooseDefinition = endpoint({
  method: 'POST',
  path: '/api/definitions',
  summary:
    'Adopts a definition, makes it the primary one, or changes its parameters as a new version; then decides anew',
  access: roles('administrator', 'principal'),
  takesLong: true,
  body: DefinitionChoice,
  response: EvaluationReport,
})
