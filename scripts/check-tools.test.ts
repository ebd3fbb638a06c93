import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { plant } from './structure/planted.ts'

const BIN = join(import.meta.dirname, '../node_modules/.bin')

/** Runs one of the repository's tools, with its real configuration, on a small project with the fault in it. */
function run(tool: string, args: string[], planted: Record<string, string>) {
  const project = plant(planted, { configured: true })
  try {
    const command = [join(BIN, tool), ...args]
    const { status, stdout, stderr } = spawnSync('/usr/bin/env', command, {
      cwd: project.root,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${BIN}:${process.env['PATH']}`, NO_COLOR: '1' },
    })
    return { status, output: stdout + stderr }
  } finally {
    project.remove()
  }
}

describe('oxlint, type-aware, fails on', () => {
  const lint = (file: string, text: string) => run('oxlint', ['--type-aware', file], { [file]: text })

  test('nothing in a sound file', () => {
    expect(lint('src/server/talks/jobs.ts', 'export const a = 1;\n')).toMatchObject({ status: 0 })
  })

  test.each([
    ['no-explicit-any', 'src/server/talks/jobs.ts', 'export const a = (b: any): string => String(b);\n'],
    [
      'no-non-null-assertion',
      'src/server/talks/jobs.ts',
      'export const a = (b: string | undefined): string => b!;\n',
    ],
    [
      'no-floating-promises',
      'src/server/talks/jobs.ts',
      'export function a(b: () => Promise<void>): void {\n  b();\n}\n',
    ],
    [
      'no-misused-promises',
      'src/server/talks/jobs.ts',
      'export const a = (b: () => Promise<boolean>): number => (b() ? 1 : 2);\n',
    ],
    [
      'consistent-type-imports',
      'src/server/talks/jobs.ts',
      'import { Stats } from "node:fs";\nexport type A = Stats;\n',
    ],
    ['no-console', 'src/server/talks/jobs.ts', 'console.log("a");\nexport {};\n'],
    [
      'max-lines-per-function',
      'src/server/talks/jobs.ts',
      `export function a(): number {\n  let b = 0;\n${'  b += 1;\n'.repeat(90)}  return b;\n}\n`,
    ],
    [
      'no-restricted-imports',
      'src/client/talks/form.tsx',
      'import { fileTalk } from "#server/talks/service.ts";\nexport const a = fileTalk;\n',
    ],
    [
      'no-restricted-imports',
      'src/shared/talks/rules.ts',
      'import { createHash } from "node:crypto";\nexport const a = createHash;\n',
    ],
    [
      'rules-of-hooks',
      'src/client/talks/form.tsx',
      'import { useState } from "react";\nexport function Form({ open }: { open: boolean }) {\n  if (!open) return null;\n  const [text] = useState("");\n  return <p>{text}</p>;\n}\n',
    ],
    ['alt-text', 'src/client/talks/form.tsx', 'export const a = <img src="/a.png" />;\n'],
    [
      'no-focused-tests',
      'src/server/talks/service.test.ts',
      'import { expect, test } from "vitest";\ntest.only("a", () => {\n  expect(1).toBe(1);\n});\n',
    ],
  ])('%s in %s', (rule, file, text) => {
    const { status, output } = lint(file, text)
    expect(output).toContain(rule)
    expect(status).not.toBe(0)
  })
})

describe('oxfmt --check fails on', () => {
  test('a badly set file, and not on a sound project', () => {
    const format = (text: string) => run('oxfmt', ['--check', 'src'], { 'src/server/talks/jobs.ts': text })
    expect(format('export const a = 1\n')).toMatchObject({ status: 0 })
    const { status, output } = format('export   const a = {b:1}\n')
    expect(output).toContain('src/server/talks/jobs.ts')
    expect(status).not.toBe(0)
  })
})

describe('knip fails on', () => {
  const dead = (planted: Record<string, string>) =>
    run('knip', ['--no-progress', '--include', 'files,exports,types'], planted)

  test('nothing in a sound project', () => {
    expect(dead({})).toMatchObject({ status: 0 })
  })

  test('an unused file and an unused export', () => {
    const { status, output } = dead({
      'src/server/talks/jobs.ts': 'export const a = 1;\n',
      'src/server/talks/queries.ts':
        'import { sql } from "kysely";\nexport const one = () => sql`select 1`;\nexport const unusedName = 2;\n',
    })
    expect(output).toContain('src/server/talks/jobs.ts')
    expect(output).toContain('unusedName')
    expect(status).not.toBe(0)
  })
})

describe("the compiler's walls fail on", () => {
  const compile = (planted: Record<string, string>) => run('tsc', ['-b', '--pretty', 'false'], planted)

  test('nothing in a sound project', () => {
    expect(compile({})).toMatchObject({ status: 0 })
  })

  test('client → server', () => {
    const { status, output } = compile({
      'src/client/talks/form.tsx':
        'import { fileTalk } from "#server/talks/service.ts";\nexport const a: unknown = fileTalk;\n',
    })
    expect(output).toMatch(/src\/client\/talks\/form\.tsx.*error TS6307|error TS6307.*talks\/service\.ts/)
    expect(status).not.toBe(0)
  })

  test('Node and the DOM in shared', () => {
    const { status, output } = compile({
      'src/shared/talks/rules.ts':
        'import { createHash } from "node:crypto";\nexport const a: unknown = createHash;\nexport const b = document.title;\n',
    })
    expect(output).toContain('node:crypto')
    expect(output).toContain("'document'")
    expect(status).not.toBe(0)
  })
})
