import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  addIncidentStep,
  closeIncident,
  getIncident,
  getIncidentFigures,
  getIncidentForm,
  listIncidents,
  recordIncident,
  withholdNotice,
} from '#shared/incidents/api.ts'
import type { Incident } from '#shared/incidents/schema.ts'
import { isAtWork } from '#client/lib/activity.ts'
import { call, type CallInput } from '#client/lib/call.ts'
import { findChildren } from '#client/lib/find-children.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

/** Asked again each half minute while somebody works: a colleague may have told somebody meanwhile. */
export const boardQuery = queryOptions({
  queryKey: ['incidents'],
  queryFn: ({ signal }) => call(listIncidents, { signal }),
  refetchInterval: () => isAtWork(10) && 30_000,
})

export const figuresQuery = queryOptions({
  queryKey: ['incidents', 'figures'],
  queryFn: ({ signal }) => call(getIncidentFigures, { signal }),
})

export const formQuery = (childId: string | undefined) =>
  queryOptions({
    queryKey: ['incidents', 'form', childId],
    queryFn: ({ signal }) =>
      call(getIncidentForm, { query: childId === undefined ? {} : { childId }, signal }),
  })

/** Each answer goes on record, so it is asked for when it is opened and after a change, one's own or a colleague's. */
export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['incident', id],
    queryFn: async ({ signal }) => (await call(getIncident, { params: { id }, signal })).incident,
  })

/** Any child of the school within reach, by part of the name. */
export const findChildrenQuery = (q: string) =>
  queryOptions({
    queryKey: ['children', 'find', 'all', q],
    queryFn: ({ signal }) => findChildren({ view: 'all', q }, signal),
    enabled: q !== '',
  })

export function useRecord() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: NonNullable<CallInput<typeof recordIncident>['body']>) =>
      call(recordIncident, { body }),
    onSuccess: () => refreshScreens(queries),
  })
}

/** The answer of a step is the incident as it stands then. */
function useChange<Body>(id: string, send: (body: Body) => Promise<{ incident: Incident }>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: ({ incident }) => {
      queries.setQueryData(incidentQuery(id).queryKey, incident)
      void queries.invalidateQueries({ queryKey: boardQuery.queryKey })
      void queries.invalidateQueries({ queryKey: ['notices'] })
    },
    // Somebody else may have been faster: what stands there now says so.
    onError: () => queries.invalidateQueries({ queryKey: incidentQuery(id).queryKey }),
  })
}

export const useAddStep = (id: string) =>
  useChange(id, (body: NonNullable<CallInput<typeof addIncidentStep>['body']>) =>
    call(addIncidentStep, { params: { id }, body }),
  )
export const useWithhold = (id: string) =>
  useChange(id, (body: NonNullable<CallInput<typeof withholdNotice>['body']>) =>
    call(withholdNotice, { params: { id }, body }),
  )
export const useClose = (id: string) =>
  useChange(id, (body: NonNullable<CallInput<typeof closeIncident>['body']>) =>
    call(closeIncident, { params: { id }, body }),
  )
