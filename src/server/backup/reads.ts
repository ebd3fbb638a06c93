import { qb } from '#server/db/query.ts'

export const lastBackupQuery = () =>
  qb.selectFrom('last_backup').select(['made_at as madeAt', 'bytes', 'version']).compile()
