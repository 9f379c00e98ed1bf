import { execFile } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const SCRIPT = "import { buildApp } from './scripts/buildApp.ts'; await buildApp()"
/** The last files that the build writes before server.js. */
const FILES = ['build/THIRD_PARTY_LICENSES.txt', 'build/package.json', 'build/parts/pglite.wasm']

test('behavior: of two processes that find a stale build, one builds and the other waits for it', async () => {
  rmSync('build/server.js', { force: true })
  const words = ['--import', 'tsx', '--input-type=module', '-e', SCRIPT]
  const build = async () => {
    const { stdout } = await promisify(execFile)(process.execPath, words)
    return { stdout, missing: ['build/server.js', ...FILES].filter((file) => !existsSync(file)) }
  }
  const both = await Promise.all([build(), build()])
  expect(both.map(({ missing }) => missing)).toEqual([[], []])
  const built = both.filter(({ stdout }) => stdout.includes('app: build/server.js'))
  expect(built).toHaveLength(1)
  const waited = both.filter(({ stdout }) => stdout.includes('The folder build/ is in use by process'))
  expect(waited).toHaveLength(1)
})
