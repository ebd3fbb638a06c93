import { z } from 'zod'
import {
  Agreement,
  AgreementInput,
  AgreementKind,
  AgreementLine,
  AgreementText,
  EndInput,
  FormFacts,
  Round,
  RoundQuery,
  SignInput,
  TextInput,
} from '#shared/agreements/schema.ts'
import { carers, endpoint, roles } from '#shared/contract.ts'

const Id = z.object({ id: z.uuid() })
const keepers = roles('principal', 'archiveKeeper', 'classTeacher')
/** A helper brings a signature home from a visit. */
const recorders = roles('principal', 'archiveKeeper', 'classTeacher', 'helpingTeacher')

export const listAgreements = endpoint({
  method: 'GET',
  path: '/api/agreements',
  summary:
    'One kind of agreement across the classes: missing, unsigned, valid, ending soon, with the list behind each count',
  access: carers,
  query: RoundQuery,
  response: Round,
})

export const listChildAgreements = endpoint({
  method: 'GET',
  path: '/api/children/:id/agreements',
  summary: 'What is agreed for one child, and which agreement is missing',
  access: carers,
  params: Id,
  response: z.object({ lines: z.array(AgreementLine), mayKeep: z.boolean() }),
})

export const getAgreementForm = endpoint({
  method: 'GET',
  path: '/api/agreements/form',
  summary: 'What a new agreement needs: the words in force, and who can sign which part',
  access: keepers,
  query: z.object({ kind: AgreementKind, childId: z.uuid().optional() }),
  response: FormFacts,
})

export const createAgreement = endpoint({
  method: 'POST',
  path: '/api/agreements',
  summary: 'Draws up an agreement; barred carers and signers who may not decide are refused at the field',
  access: keepers,
  body: AgreementInput,
  response: z.object({ agreement: Agreement }),
})

export const getAgreement = endpoint({
  method: 'GET',
  path: '/api/agreements/:id',
  summary: 'One agreement with its words, parties and signatures; the look goes on record',
  access: carers,
  params: Id,
  response: z.object({ agreement: Agreement }),
})

export const signAgreement = endpoint({
  method: 'POST',
  path: '/api/agreements/:id/sign',
  summary: 'Records a signature: drawn on the screen, on paper, or a thumb print before a witness',
  access: recorders,
  params: Id,
  body: SignInput,
  response: z.object({ agreement: Agreement }),
})

export const endAgreement = endpoint({
  method: 'POST',
  path: '/api/agreements/:id/end',
  summary: 'Ends an agreement on a day, with a reason',
  access: keepers,
  params: Id,
  body: EndInput,
  response: z.object({ agreement: Agreement }),
})

export const listAgreementTexts = endpoint({
  method: 'GET',
  path: '/api/agreement-texts',
  summary: 'The words in force of each kind',
  access: keepers,
  response: z.object({ texts: z.array(AgreementText) }),
})

export const writeAgreementText = endpoint({
  method: 'POST',
  path: '/api/agreement-texts',
  summary: 'A new version of a kind’s words for agreements from now on; signed ones keep theirs',
  access: roles('principal', 'archiveKeeper'),
  body: TextInput,
  response: z.object({ text: AgreementText }),
})
