import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeDatabase } from '#server/testing/describe-database.ts'

const file = join(import.meta.dirname, '../src/server/db/schema.gen.ts')
const text = await describeDatabase()
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('src/server/db/schema.gen.ts is not what the migrations give: run node scripts/db-types.ts')
    process.exitCode = 1
  }
} else writeFileSync(file, text)
