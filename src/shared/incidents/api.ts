import { z } from 'zod'
import { carers, endpoint, roles } from '#shared/contract.ts'
import {
  CloseInput,
  Incident,
  IncidentBoard,
  IncidentFigures,
  IncidentForm,
  IncidentInput,
  StepInput,
  WithholdInput,
} from '#shared/incidents/schema.ts'

const Id = z.object({ id: z.uuid() })
const officers = roles('principal', 'counsellor')
const One = z.object({ incident: Incident })

export const listIncidents = endpoint({
  method: 'GET',
  path: '/api/incidents',
  summary: 'Incidents that are open, with the clocks of who is not told yet, and the newest closed ones',
  access: carers,
  response: IncidentBoard,
})

export const getIncidentForm = endpoint({
  method: 'GET',
  path: '/api/incidents/form',
  summary: 'What a new incident begins with: the server’s clock, the limits, and the child if it is known',
  access: carers,
  query: z.object({ childId: z.uuid().optional() }),
  response: IncidentForm,
})

export const getIncidentFigures = endpoint({
  method: 'GET',
  path: '/api/incidents/figures',
  summary: 'How many incidents this school year and how many notices were in time; no child is named',
  access: roles('principal', 'counsellor', 'auditor'),
  response: IncidentFigures,
})

export const recordIncident = endpoint({
  method: 'POST',
  path: '/api/incidents',
  summary: 'Records what happened to one or several children and starts the clocks',
  access: carers,
  body: IncidentInput,
  response: z.object({ id: z.uuid() }),
})

export const getIncident = endpoint({
  method: 'GET',
  path: '/api/incidents/:id',
  summary: 'One incident: whom to tell until when, and who did what; the look goes on record',
  access: carers,
  params: Id,
  response: One,
})

export const addIncidentStep = endpoint({
  method: 'POST',
  path: '/api/incidents/:id/steps',
  summary: 'Adds a line: tried, told, taken back, or a word; nothing is changed',
  access: carers,
  params: Id,
  body: StepInput,
  response: One,
})

export const withholdNotice = endpoint({
  method: 'POST',
  path: '/api/incidents/:id/withhold',
  summary:
    'Somebody under suspicion is not told, with a reason under seal; reports to the authorities are due at once',
  access: officers,
  params: Id,
  body: WithholdInput,
  response: One,
})

export const closeIncident = endpoint({
  method: 'POST',
  path: '/api/incidents/:id/close',
  summary: 'Closes an incident with a report; after that nothing is added',
  access: officers,
  params: Id,
  body: CloseInput,
  response: One,
})
