import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkStructure } from './check-structure.ts'
import { plant } from './structure/planted.ts'
import { RULE_NAMES, type RuleName } from './structure/source.ts'

const SCRIPT = join(import.meta.dirname, 'check-structure.ts')

type Violation = { rule: RuleName; what: string; file: string; line?: number; text: string }

const VIOLATIONS: Violation[] = [
  {
    rule: 'vocabulary',
    what: 'a file name outside the vocabulary of a server feature',
    file: 'src/server/talks/helpers.ts',
    text: 'export const a = 1;\n',
  },
  {
    rule: 'vocabulary',
    what: 'a private helper in a shared feature',
    file: 'src/shared/talks/parts/window.ts',
    text: 'export const a = 1;\n',
  },
  {
    rule: 'vocabulary',
    what: 'a page name outside the vocabulary of a client feature',
    file: 'src/client/talks/page.tsx',
    text: 'export const a = <p />;\n',
  },
  {
    rule: 'layout',
    what: 'a fifth folder in src',
    file: 'src/common/dates.ts',
    text: 'export const a = 1;\n',
  },
  {
    rule: 'kebab-case',
    what: 'a camel-case file',
    file: 'src/client/ui/careRing.tsx',
    text: 'export const a = <p />;\n',
  },
  {
    rule: 'barrel',
    what: 'an index file',
    file: 'src/client/ui/index.ts',
    text: 'export const a = 1;\n',
  },
  {
    rule: 'barrel',
    what: 'export star',
    file: 'src/client/ui/all.ts',
    text: 'export const a = 1;\nexport * from "./ring.tsx";\n',
    line: 2,
  },
  {
    rule: 'barrel',
    what: 'a file that only passes names on',
    file: 'src/client/ui/all.ts',
    text: 'export { ring } from "./ring.tsx";\n',
  },
  {
    rule: 'max-lines',
    what: '401 lines',
    file: 'src/client/ui/long.ts',
    text: 'export {};\n'.repeat(401),
    line: 401,
  },
  {
    rule: 'default-export',
    what: 'a default export',
    file: 'src/client/lib/dates.ts',
    text: '\nexport default 1;\n',
    line: 2,
  },
  {
    rule: 'wall',
    what: 'client → server',
    file: 'src/client/talks/form.tsx',
    text: 'import { fileTalk } from "#server/talks/service.ts";\nexport const a = fileTalk;\n',
  },
  {
    rule: 'wall',
    what: 'client → server in a type query',
    file: 'src/client/talks/form.tsx',
    text: 'export type A = import("#server/talks/service.ts").B;\n',
  },
  {
    rule: 'wall',
    what: 'server → client',
    file: 'src/server/talks/routes.ts',
    text: 'import { ring } from "#client/ui/ring.tsx";\nexport const a = ring;\n',
  },
  {
    rule: 'wall',
    what: 'src → scripts',
    file: 'src/server/talks/routes.ts',
    text: 'import { a } from "../../../scripts/check.ts";\nexport const b = a;\n',
  },
  {
    rule: 'shared-pure',
    what: 'shared → server',
    file: 'src/shared/talks/rules.ts',
    text: 'import type { A } from "#server/talks/service.ts";\nexport type B = A;\n',
  },
  {
    rule: 'shared-pure',
    what: 'shared → node:',
    file: 'src/shared/talks/rules.ts',
    text: 'import { createHash } from "node:crypto";\nexport const a = createHash;\n',
  },
  {
    rule: 'shared-pure',
    what: 'shared → react, dynamically',
    file: 'src/shared/talks/rules.ts',
    text: '\nexport const a = () => import("react");\n',
    line: 2,
  },
  {
    rule: 'shared-pure',
    what: 'a reference directive in shared',
    file: 'src/shared/talks/rules.ts',
    text: '/// <reference lib="dom" />\nexport const a = 1;\n',
  },
  {
    rule: 'server-feature',
    what: "another feature's queries",
    file: 'src/server/visits/reads.ts',
    text: 'import { one } from "#server/talks/queries.ts";\nexport const a = one;\n',
  },
  {
    rule: 'server-feature',
    what: 'a command that skips the service',
    file: 'src/cli/import.ts',
    text: 'import { one } from "#server/talks/queries.ts";\nexport const a = one;\n',
  },
  {
    rule: 'server-feature',
    what: 'the database layer importing a feature',
    file: 'src/server/db/seed.ts',
    text: 'import { fileTalk } from "#server/talks/service.ts";\nexport const a = fileTalk;\n',
  },
  {
    rule: 'client-feature',
    what: 'another client feature',
    file: 'src/client/visits/list.tsx',
    text: 'import { list } from "#client/talks/list.tsx";\nexport const a = list;\n',
  },
  {
    rule: 'client-feature',
    what: 'a domain in ui',
    file: 'src/client/ui/talk.tsx',
    text: 'import { talk } from "#shared/talks/schema.ts";\nexport const a = talk;\n',
  },
  {
    rule: 'sql-place',
    what: 'kysely in a service',
    file: 'src/server/visits/routes.ts',
    text: 'import { sql } from "kysely";\nexport const a = sql;\n',
  },
  {
    rule: 'sql-place',
    what: 'the driver in queries',
    file: 'src/server/visits/queries.ts',
    text: 'import postgres from "postgres";\nexport const a = postgres;\n',
  },
  {
    rule: 'layer',
    what: 'a route that calls queries',
    file: 'src/server/talks/routes.ts',
    text: 'import { one } from "./queries.ts";\nexport const a = one;\n',
  },
  {
    rule: 'testing',
    what: 'test helpers in the product',
    file: 'src/server/talks/jobs.ts',
    text: 'import type { A } from "#server/testing/factories.ts";\nexport type B = A;\n',
  },
  {
    rule: 'alias',
    what: 'a relative path across features',
    file: 'src/server/visits/routes.ts',
    text: 'import { fileTalk } from "../talks/service.ts";\nexport const a = fileTalk;\n',
  },
  {
    rule: 'extension',
    what: 'an import without extension',
    file: 'src/server/visits/routes.ts',
    text: 'import { visits } from "./service";\nexport const a = visits;\n',
  },
  {
    rule: 'extension',
    what: 'an import that leads nowhere',
    file: 'src/server/visits/routes.ts',
    text: 'import { a } from "./nothing.ts";\nexport const b = a;\n',
  },
  {
    rule: 'file-cycle',
    what: 'a file that imports itself through another',
    file: 'src/shared/talks/schema.ts',
    text: 'import type { file } from "./api.ts";\nexport type A = typeof file;\nexport const talk = 1;\n',
  },
  {
    rule: 'feature-cycle',
    what: 'talks → visits although visits → talks',
    file: 'src/server/talks/jobs.ts',
    text: 'import { visits } from "#server/visits/service.ts";\nexport const a = visits;\n',
  },
  {
    rule: 'syntax',
    what: 'a file that does not parse',
    file: 'src/shared/talks/rules.ts',
    text: 'export const = 1;\n',
  },
]

function findingsOf(planted: Record<string, string>) {
  const project = plant(planted)
  try {
    return checkStructure(project.root).findings
  } finally {
    project.remove()
  }
}

describe('the structure check fails on a planted violation', () => {
  test('a sound project has no finding', () => {
    expect(findingsOf({})).toEqual([])
  })

  test.each(VIOLATIONS)('$rule: $what', ({ rule, file, line, text }) => {
    const findings = findingsOf({ [file]: text })
    // A cycle is reported where it closes, which may be the other file.
    const place = rule.endsWith('-cycle') ? {} : { file, line: line ?? 1 }
    expect(findings.find((finding) => finding.rule === rule)).toMatchObject(place)
  })

  test('every rule has a planted violation', () => {
    const planted = new Set(VIOLATIONS.map((violation) => violation.rule))
    expect([...planted].toSorted()).toEqual([...RULE_NAMES])
  })
})

describe('what the structure check allows', () => {
  test.each([
    [
      'a type from kysely anywhere on the server',
      'src/server/visits/jobs.ts',
      'import type { Kysely } from "kysely";\nexport type A = Kysely<object>;\n',
    ],
    [
      'a test with its own name beside the code',
      'src/server/visits/lock-out.test.ts',
      'export const a = 1;\n',
    ],
    ['a rules folder in shared', 'src/shared/talks/rules/windows.ts', 'export const a = 1;\n'],
    ['a long generated file', 'src/server/db/schema.gen.ts', 'export {};\n'.repeat(900)],
    ['a default export in a config file', 'vite.config.ts', 'export default {};\n'],
    [
      'the test helpers in a test',
      'src/server/talks/service.test.ts',
      'import { version } from "#shared/contract.ts";\nexport const a = version;\n',
    ],
  ])('%s', (_what, file, text) => {
    expect(findingsOf({ [file]: text })).toEqual([])
  })
})

describe('the command', () => {
  const run = (root: string) => spawnSync(process.execPath, [SCRIPT, root], { encoding: 'utf8' })

  test('prints file:line, rule and cure and exits 1', () => {
    const project = plant({ 'src/client/lib/dates.ts': '\nexport default 1;\n' })
    const { status, stdout } = run(project.root)
    project.remove()
    expect(stdout).toContain('src/client/lib/dates.ts:2 [default-export] export it by name')
    expect(status).toBe(1)
  })

  test('exits 0 on a sound project', () => {
    const project = plant()
    const { status, stdout } = run(project.root)
    project.remove()
    expect(stdout).toMatch(/^structure: \d+ files in src, median \d+ lines/)
    expect(status).toBe(0)
  })
})
