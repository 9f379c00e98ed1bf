import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { describeStop } from '../../scripts/createStopPlugin.ts'

const VITEST = path.resolve('node_modules/vitest/vitest.mjs')
const PLUGIN = path.resolve('scripts/createStopPlugin.ts')
const CONFIG = `import { createStopPlugin } from ${JSON.stringify(PLUGIN)}
const plugins = [createStopPlugin()]
const include = ['*.test.mjs']
export default { test: { projects: [{ plugins, test: { name: 'a', globals: true, include, fileParallelism: false } }] } }`
// Vitest starts with the largest file.
const FIRST = `${' '.repeat(2000)}
test('one holds', () => expect(1).toBe(1))
describe('a group', () => test('one fails', () => expect('this').toBe('that')))
describe('a broken group', () => {
  beforeAll(() => { throw new Error('no room') })
  test('one is left out', () => expect(1).toBe(1))
})`
const SECOND = `${' '.repeat(1000)}
test('another waits', () => new Promise(() => console.log('It waits.')), 100_000)`

test('default: a run that Ctrl-C ends says which files passed, what failed, and what is not known', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'palisade-stop-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const passing = `${' '.repeat(3000)}\ntest('it holds', () => expect(1).toBe(1))`
  const files = { 'first.test': FIRST, 'second.test': SECOND, 'third.test': SECOND, 'fourth.test': passing }
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, `${name}.mjs`), text)
  await writeFile(path.join(folder, 'vitest.config.mjs'), CONFIG)
  // What the vitest of this test has set is not for the other.
  const env = { ...process.env }
  for (const name of Object.keys(env))
    if (/^(VITEST|TEST|NODE_ENV)/.test(name)) Reflect.deleteProperty(env, name)
  const child = spawn(process.execPath, [VITEST, 'run', '--root', folder], { env })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await expect.poll(() => output).toMatch(/first\.test[\s\S]*It waits\./)
  child.kill('SIGINT')
  expect(await exit).toBe(130)
  expect(output.replaceAll(/.*\n\nStopped after \d+ s\./gs, '')).toBe(`
  passed   fourth.test.mjs (1 test)
  FAILED   first.test.mjs > a broken group
           no room
  FAILED   first.test.mjs > a group > one fails
           expected 'this' to be 'that' // Object.is equality
  stopped  second.test.mjs (0 tests passed before)
2 of 4 files ended. 2 tests passed, and 2 failed.
1 of the files had not begun.
`)
})

test('behavior: a run that is stopped at its start has found nothing, and says so', () => {
  expect(describeStop({ files: [], count: 3, seconds: 2 })).toBe(`
Stopped after 2 s.
0 of 3 files ended. 0 tests passed, and 0 failed.
3 of the files had not begun.`)
})
