import { endpoint, roles } from '#shared/contract.ts'
import { BackupState } from '#shared/backup/schema.ts'

export const getBackupState = endpoint({
  method: 'GET',
  path: '/api/backup',
  summary: 'When the last backup was made, and whether it is time for one',
  access: roles('administrator'),
  response: BackupState,
})
