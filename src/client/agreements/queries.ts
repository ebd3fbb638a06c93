import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  createAgreement,
  endAgreement,
  getAgreement,
  getAgreementForm,
  listAgreements,
  listAgreementTexts,
  signAgreement,
  writeAgreementText,
} from '#shared/agreements/api.ts'
import type { AgreementKind, EndInput, TextInput } from '#shared/agreements/schema.ts'
import { call, type CallInput } from '#client/lib/call.ts'
import { dropJob, keepJob, sendJob, type Job } from '#client/lib/upload.ts'
import { useSession } from '#client/lib/session.ts'
import type { RoundSearch } from './parts/search.ts'

export const roundQuery = ({ kind, state, class: classId }: RoundSearch) =>
  queryOptions({
    queryKey: ['agreements', 'round', kind, classId, state],
    queryFn: ({ signal }) => call(listAgreements, { query: { kind, classId, state }, signal }),
    placeholderData: keepPreviousData,
  })

export const agreementQuery = (id: string) =>
  queryOptions({
    queryKey: ['agreements', 'one', id],
    queryFn: async ({ signal }) => (await call(getAgreement, { params: { id }, signal })).agreement,
  })

export const formQuery = (kind: AgreementKind, childId: string | undefined) =>
  queryOptions({
    queryKey: ['agreements', 'form', kind, childId],
    queryFn: ({ signal }) => call(getAgreementForm, { query: { kind, childId }, signal }),
  })

export const textsQuery = queryOptions({
  queryKey: ['agreements', 'texts'],
  queryFn: async ({ signal }) => (await call(listAgreementTexts, { signal })).texts,
})

function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['agreements'] }),
  })
}

export const useCreateAgreement = () =>
  useChange((body: CallInput<typeof createAgreement>['body']) => call(createAgreement, { body }))

export const useEndAgreement = (id: string) =>
  useChange((body: EndInput) => call(endAgreement, { params: { id }, body }))

export const useWriteText = () => useChange((body: TextInput) => call(writeAgreementText, { body }))

interface Signing {
  job: Job
  sign: Omit<CallInput<typeof signAgreement>['body'], 'attachmentId'>
}

/** First the picture, then the signature that stands on it; both go on where they stopped. */
export function useSign(id: string) {
  const { user, draftKey } = useSession()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ job, sign }: Signing) => {
      await keepJob(job, { userId: user.id, draftKey })
      const { id: attachmentId } = await sendJob(job, () => undefined)
      await dropJob(job)
      return call(signAgreement, { params: { id }, body: { ...sign, attachmentId } })
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['agreements'] }),
        queries.invalidateQueries({ queryKey: ['attachments', 'agreement', id] }),
      ]),
  })
}
