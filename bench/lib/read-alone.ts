import { readFileSync } from 'node:fs'
import readExcelFile from 'read-excel-file/node'

// A process of its own, as the app reads a file in a fresh worker: nothing is compiled before.
const bytes = readFileSync(process.argv[2] ?? '')
const began = performance.now()
const [sheet] = await readExcelFile(bytes)
console.log(JSON.stringify({ ms: performance.now() - began, rows: sheet?.data.length }))
