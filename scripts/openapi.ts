import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeApi } from '#server/testing/describe-api.ts'

const file = join(import.meta.dirname, '../openapi.json')
const text = `${JSON.stringify(await describeApi(), null, 2)}\n`
if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  console.error('openapi.json is not what the routes give: run node scripts/openapi.ts')
  process.exitCode = 1
}
