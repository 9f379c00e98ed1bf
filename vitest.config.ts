import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { createStopPlugin } from './scripts/createStopPlugin.ts'
import { inlineScripts } from './scripts/inlineScripts.ts'

// `quick` and `quick-api` need no database server, no chain node and no browser; `npm test` runs every project but `long`.
/** Tours through every published integration and client, and a hundred thousand fuzzed carts: `npm run test:long`. */
const LONG = [
  'test/e2e/integrations/**',
  'test/e2e/{demo,dev,liveCheck,palisadeClient,picketClient,picketModal,picketNode,picketRedirect,picketSolana,servers}.test.ts',
  '**/*.long.test.ts',
]

/** What other projects than the quick ones run. */
const ELSEWHERE = ['test/e2e/**', 'test/db/**', '**/*.{slow,long}.test.ts', '**/*.browser.test.ts']

/** Closes the demo and the browser at the end of a process that shares them among its files. */
const E2E_ENVIRONMENT = './test/e2e/environment.ts'

/** Every file of random tests: the suite `long` runs them with a new seed. */
const RANDOM = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => path.posix.join('test', file))
  .filter((file) => file.endsWith('.test.ts') && /from '.*\/random\.ts'/.test(readFileSync(file, 'utf8')))

/** Random tests repeat: in CI a failure must come from a change. TEST_SEED sets another seed. */
const seed = process.env.TEST_SEED ?? '20261128'
const newSeed = process.env.TEST_SEED ?? String(Math.floor(Math.random() * 2 ** 31))
console.log(`Random tests run with TEST_SEED=${seed}; in the suite long with TEST_SEED=${newSeed}.`)

/** A slow machine fails no test, so `expect.poll` waits for long. A test that asserts nothing fails. */
const expect = { poll: { timeout: 30_000 }, requireAssertions: true }
const env = { TEST_SEED: seed }

/** Files that take longer than larger ones. A project starts with them, so that no process ends long after the other. */
const LONGEST = ['test/answers.slow.test.ts']

/** Vitest starts a project with its largest files, because a fresh clone has no durations of an earlier run. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) =>
      LONGEST.some((file) => moduleId.endsWith(`/${file}`))
    const sorted = await super.sort(files)
    const projects = [...new Set(sorted.map(({ project }) => project))]
    return projects.flatMap((project) => {
      const own = sorted.filter((file) => file.project === project)
      return [...own.filter(isLongest), ...own.filter((file) => !isLongest(file))]
    })
  }
}

/** Vitest asks the plugins of projects alone. */
const plugins = [createStopPlugin()]

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // A module is compiled once for all projects, and again only when its text or this file changes.
    experimental: { fsModuleCache: true, fsModuleCachePath: '.cache/vitest' },
    projects: [
      {
        plugins,
        test: {
          name: 'quick',
          expect,
          env,
          include: ['test/**/*.test.ts'],
          exclude: [...ELSEWHERE, 'test/picket/**'],
          // Two processes run all files and load each module once, so a test leaves no global changed.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
      {
        plugins,
        test: {
          name: 'quick-api',
          expect,
          env,
          include: ['test/picket/**/*.test.ts'],
          exclude: ELSEWHERE,
          // As in quick: two processes run all files. Apart from quick, because each file loads the API's modules anew.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
      {
        plugins,
        test: {
          name: 'db',
          expect,
          env,
          include: ['test/db/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.long.test.ts'],
          globalSetup: 'test/db/startServer.ts',
          // As in quick: two processes run all files.
          isolate: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
      {
        // Pages whose scripts a build inlines.
        plugins: [...plugins, inlineScripts()],
        test: {
          name: 'slow',
          expect,
          env,
          include: ['test/**/*.slow.test.ts'],
          exclude: ['test/e2e/**', 'test/db/**', '**/*.browser.test.ts'],
          // As in quick: two processes run all files. Every file has nodes of its own.
          isolate: false,
          testTimeout: 600_000,
          hookTimeout: 240_000,
          maxWorkers: 2,
        },
      },
      {
        plugins,
        test: {
          name: 'e2e',
          expect,
          env,
          include: ['test/e2e/**/*.test.ts', '**/*.browser.test.ts'],
          exclude: ['**/node_modules/**', ...LONG],
          globalSetup: 'test/e2e/build.ts',
          environment: E2E_ENVIRONMENT,
          // Three processes run all files, each with one demo and one browser, after the other projects.
          isolate: false,
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 3,
        },
      },
      {
        plugins,
        test: {
          name: 'long',
          expect,
          env: { TEST_SEED: newSeed, TEST_LONG: '1' },
          include: [...LONG.map((path) => path.replace(/\/\*\*$/, '/**/*.test.ts')), ...RANDOM],
          exclude: ['**/node_modules/**'],
          globalSetup: 'test/db/startServer.ts',
          environment: E2E_ENVIRONMENT,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
