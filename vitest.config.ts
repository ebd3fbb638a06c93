import { lingui } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'
import { defineConfig } from 'vitest/config'
import { THREADS_ARGS } from './scripts/server-args.mjs'
import { linguiMacros } from './scripts/vite-macros.ts'

const shared = {
  pool: 'forks' as const,
  execArgv: THREADS_ARGS,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  restoreMocks: true,
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          globalSetup: 'src/server/testing/global-setup.ts',
          include: ['src/{shared,server,cli}/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
        },
      },
      {
        plugins: [babel({ presets: [linguiMacros] }), lingui({ cwd: import.meta.dirname })],
        test: { ...shared, name: 'client', include: ['src/client/**/*.test.{ts,tsx}'] },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
