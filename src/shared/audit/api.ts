import { endpoint, roles } from '#shared/contract.ts'
import { AuditPage, AuditQuery } from '#shared/audit/schema.ts'

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  summary: 'Who looked at or changed what, newest first, 50 a page',
  access: roles('principal', 'auditor'),
  query: AuditQuery,
  response: AuditPage,
})
