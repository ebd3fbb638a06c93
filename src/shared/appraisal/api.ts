import { z } from 'zod'
import {
  AppraisalInput,
  AppraisalResults,
  AppraisalView,
  AwardLetter,
  MarkInput,
  MarkList,
  RankAt,
  RankList,
  RanksInput,
} from '#shared/appraisal/schema.ts'
import { carers, endpoint, roles } from '#shared/contract.ts'

const Id = z.object({ id: z.uuid() })
const Version = z.object({ version: z.int().min(1) })
const Done = z.object({ done: z.literal(true) })

export const getAppraisal = endpoint({
  method: 'GET',
  path: '/api/appraisal',
  summary: 'Whether points and awards are on for a school year, and what of it concerns the person',
  access: carers,
  query: z.object({ yearId: z.uuid().optional() }),
  response: AppraisalView,
})

export const turnOnAppraisal = endpoint({
  method: 'POST',
  path: '/api/appraisal',
  summary:
    'Asks for points and awards in a school year; nothing is entered or computed before somebody else agrees',
  access: roles('principal'),
  body: AppraisalInput,
  response: Done,
})

export const approveAppraisal = endpoint({
  method: 'POST',
  path: '/api/appraisal/:id/approve',
  summary: 'Agrees to it: another person than the one who asked',
  access: roles('principal', 'administrator'),
  params: Id,
  body: Version,
  response: Done,
})

export const endAppraisal = endpoint({
  method: 'POST',
  path: '/api/appraisal/:id/end',
  summary: 'Turns it off; from then on nothing of it is computed or shown',
  access: roles('principal'),
  params: Id,
  body: Version,
  response: Done,
})

export const listRanks = endpoint({
  method: 'GET',
  path: '/api/appraisal/:id/ranks',
  summary: 'Children of a class with the ranks that the person himself entered',
  access: roles('classTeacher', 'archiveKeeper'),
  params: Id,
  query: z.object({ classId: z.uuid(), at: RankAt.optional() }),
  response: RankList,
})

export const enterRanks = endpoint({
  method: 'POST',
  path: '/api/appraisal/:id/ranks',
  summary: 'Enters class ranks of a term under seal; equal ones share the better place (K-79)',
  access: roles('classTeacher', 'archiveKeeper'),
  params: Id,
  body: RanksInput,
  response: Done,
})

export const listMarks = endpoint({
  method: 'GET',
  path: '/api/appraisal/:id/marks',
  summary: 'Children whose conduct the named person confirms, and whose title is told',
  access: roles('principal', 'administrator', 'archiveKeeper', 'counsellor', 'classTeacher'),
  params: Id,
  response: MarkList,
})

export const giveMark = endpoint({
  method: 'POST',
  path: '/api/appraisal/:id/marks',
  summary: 'Confirms the conduct of a child (the named person only) or tells its title',
  access: roles('principal', 'administrator', 'archiveKeeper', 'counsellor', 'classTeacher'),
  params: Id,
  body: MarkInput,
  response: Done,
})

export const getAppraisalResults = endpoint({
  method: 'GET',
  path: '/api/appraisal/:id/results',
  summary: 'Sums per person and the list of awards, without a rank and without points of a child',
  access: roles('principal'),
  params: Id,
  response: AppraisalResults,
})

export const printAwardLetter = endpoint({
  method: 'POST',
  path: '/api/appraisal/:id/letter',
  summary: 'The private letter of one child that gets an award; the print is on record',
  access: roles('principal'),
  params: Id,
  body: z.object({ pupilId: z.uuid() }),
  response: AwardLetter,
})
