import type { Finding, RuleName, SourceFile } from './source.ts'
import { isExemptFromLength, placeOf, type Place } from './places.ts'

const MAX_LINES = 400
/** Vite, Vitest and Lingui read the default export of these. */
const READ_BY_TOOL = /\.config\.(ts|js|mjs)$|\/global-setup\.ts$/
const SEGMENT = /^[a-z0-9]+(-[a-z0-9]+)*$/
const TOPIC = '[a-z0-9]+(-[a-z0-9]+)*'

type Vocabulary = { allowed: RegExp; cure: string }

const VOCABULARY: Record<string, Vocabulary> = {
  shared: {
    allowed: new RegExp(`^(schema|api|policy|rules)\\.ts$|^rules/${TOPIC}\\.ts$`),
    cure: 'a shared feature has schema.ts, api.ts, policy.ts, rules.ts and rules/<topic>.ts',
  },
  server: {
    allowed: new RegExp(`^(routes|service|queries|reads|jobs|worker)\\.ts$|^parts/${TOPIC}\\.(ts|json|txt)$`),
    cure: 'a server feature has routes.ts, service.ts, queries.ts, reads.ts, jobs.ts, worker.ts and parts/<topic>.ts',
  },
  client: {
    allowed: new RegExp(`^(routes|list|detail|form)\\.tsx$|^queries\\.ts$|^parts/${TOPIC}\\.tsx?$`),
    cure: 'a client feature has routes.tsx, queries.ts, list.tsx, detail.tsx, form.tsx and parts/<name>.tsx',
  },
}

/** Rules that need only the path of a file. */
export function checkPath(path: string): Finding[] {
  const findings: Finding[] = []
  const report = (rule: RuleName, message: string) => findings.push({ file: path, line: 1, rule, message })
  if (path.startsWith('src/') && !/^src\/(shared|server|client|cli)\//.test(path)) {
    report('layout', 'src holds shared, server, client and cli only: move the file into one of them')
  }
  if (!isKebab(path)) report('kebab-case', 'rename the file or folder to kebab-case')
  if (/(^|\/)index\.(ts|tsx|js|mjs)$/.test(path)) {
    report('barrel', 'no index files: name the file after what it holds and import it directly')
  }
  const place = placeOf(path)
  const vocabulary = place.isFeature ? VOCABULARY[place.side] : undefined
  if (vocabulary && !vocabulary.allowed.test(place.inner) && !isTestBeside(place)) {
    report('vocabulary', `"${place.inner}" is not an allowed name: ${vocabulary.cure}`)
  }
  return findings
}

function isTestBeside(place: Place): boolean {
  return new RegExp(`^((parts|rules)/)?${TOPIC}\\.test\\.tsx?$`).test(place.inner)
}

function isKebab(path: string): boolean {
  if (/\/locales\//.test(path)) return true
  return path.split('/').every((segment) => {
    const [stem = '', ...suffixes] = segment.split('.')
    return SEGMENT.test(stem) && suffixes.every((suffix) => SEGMENT.test(suffix))
  })
}

/** Rules about one file's own text: length, default exports, barrels, references that bypass the walls. */
export function checkText(file: SourceFile): Finding[] {
  const findings: Finding[] = []
  const report = (line: number, rule: RuleName, message: string) =>
    findings.push({ file: file.path, line, rule, message })
  if (file.lines > MAX_LINES && !isExemptFromLength(file.path)) {
    report(MAX_LINES + 1, 'max-lines', `${file.lines} lines, at most ${MAX_LINES}: split it by topic`)
  }
  if (file.defaultExport !== undefined && !READ_BY_TOOL.test(file.path)) {
    report(file.defaultExport, 'default-export', 'export it by name')
  }
  const star = file.imports.find((ref) => ref.kind === 'star')
  if (star) report(star.line, 'barrel', 'no `export *`: import each name from the file that defines it')
  else if (!file.hasOwnCode && file.imports.some((ref) => ref.kind === 're-export')) {
    report(1, 'barrel', "the file only passes on other files' names: import them directly")
  }
  if (file.path.startsWith('src/shared/') && !placeOf(file.path).isTest) {
    const reference = file.text.split('\n').findIndex((line) => /^\s*\/\/\/\s*<reference/.test(line))
    if (reference >= 0) {
      report(reference + 1, 'shared-pure', 'no reference directives: shared knows neither Node nor the DOM')
    }
  }
  return findings
}
