import { defineConfig } from 'vitest/config'

// `quick` needs no database server, no chain node and no browser; `npm test` runs every project but `long`.
/** Tours through every published integration and client, and a hundred thousand fuzzed carts: `npm run test:long`. */
const LONG = [
  'test/e2e/integrations/**',
  'test/e2e/{palisadeClient,picketClient,picketRedirect}.test.ts',
  '**/*.long.test.ts',
]

/** A busy machine, or one that stands still for seconds, fails no test: what is waited for comes at once on others. */
const expect = { poll: { timeout: 30_000 } }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'quick',
          expect,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/db/**', '**/*.{slow,long}.test.ts', '**/*.browser.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'db',
          expect,
          include: ['test/db/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // Every file has servers of its own.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'slow',
          expect,
          include: ['test/**/*.slow.test.ts'],
          exclude: ['test/e2e/**', 'test/db/**', '**/*.browser.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 240_000,
          // Every file has nodes of its own.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          expect,
          include: ['test/e2e/**/*.test.ts', '**/*.browser.test.ts'],
          exclude: ['**/node_modules/**', ...LONG],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'long',
          expect,
          include: LONG.map((path) => path.replace(/\/\*\*$/, '/**/*.test.ts')),
          exclude: ['**/node_modules/**'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
