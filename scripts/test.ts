import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from '../test/standin/browser/findChromium.ts'
import { findBinaries } from '../test/standin/postgres/findBinaries.ts'
import { findPgbouncer } from '../test/standin/postgres/startPgbouncer.ts'
import { findFaketime } from '../test/standin/processes/findFaketime.ts'
import { buildAll } from './buildAll.ts'
import { installPackage } from './installPackage.ts'

/*
 * npm test runs everything except the suite `long`; npm run test:long runs that. As root on Debian, missing programs
 * are installed, after any other apt has ended. Elsewhere all tests that can run do run, one sentence per missing
 * program says what to install, and the exit code is 1.
 */
type Program = {
  readonly name: string
  readonly package: string
  readonly find: () => string | null
  /** The tests that need it. */
  readonly missed: string
}
const CHROMIUM: Program = {
  name: 'Chromium',
  package: 'chromium-headless-shell',
  find: findChromium,
  missed: 'the browser tests',
}
const POSTGRESQL: Program = {
  name: 'PostgreSQL',
  package: 'postgresql',
  find: findBinaries,
  missed: 'the tests on PostgreSQL',
}
const PGBOUNCER: Program = {
  name: 'PgBouncer',
  package: 'pgbouncer',
  find: findPgbouncer,
  missed: 'the tests behind a PgBouncer',
}
const FAKETIME: Program = {
  name: 'libfaketime',
  package: 'faketime',
  find: findFaketime,
  missed: 'the tests with a wrong clock',
}

const [first, ...rest] = process.argv.slice(2)
const isLong = first === 'long'
const missing: Program[] = []
for (const program of [CHROMIUM, POSTGRESQL, ...(isLong ? [PGBOUNCER, FAKETIME] : [])])
  if (!(await isThere(program))) missing.push(program)
await buildAll()
const inBrowser = isLong ? ['long'] : ['e2e']
const elsewhere = isLong ? [] : ['quick', 'quick-api', 'db', 'slow']
const projects = [...elsewhere, ...(missing.includes(CHROMIUM) ? [] : inBrowser)]
const filters = isLong || first === undefined ? rest : [first, ...rest]
const words = ['run', ...projects.flatMap((project) => ['--project', project]), ...filters]
if (missing.includes(POSTGRESQL)) {
  const onlyThere = [
    'standin-tests/postgres/**',
    'bench/api/startContenders.slow.test.ts',
    'e2e/{authorizePage,oauth,servers}.test.ts',
    'e2e/{dishonestShoppers,killed*}.long.test.ts',
  ]
  words.push(...onlyThere.flatMap((path) => ['--exclude', `test/${path}`]))
}
if (missing.includes(PGBOUNCER)) words.push('--exclude', 'test/db/pgbouncer.long.test.ts')
if (missing.includes(POSTGRESQL) || missing.includes(FAKETIME))
  words.push('--exclude', 'test/{clock,e2e/doctor}.long.test.ts')
const run = () =>
  spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...words], {
    stdio: 'inherit',
    env: { ...process.env, ...(missing.includes(POSTGRESQL) ? { TEST_ENGINES: 'PGlite' } : {}) },
  })
// Ctrl-C goes to vitest too, which says what it found so far: wait for its end.
process.on('SIGINT', () => {})
// Without a named project vitest would run all of them.
const status = projects.length > 0 ? run().status : 1
for (const { name, missed, package: debian } of missing) {
  console.error(
    `${name} was not found, so ${missed} did not run: install it (on Debian: apt-get install ${debian}) and run npm test again.`,
  )
}
process.exit(missing.length > 0 ? 1 : (status ?? 1))

/** Whether a program is there; it is installed with apt if this process may. */
async function isThere(program: Program): Promise<boolean> {
  if (program.find() !== null) return true
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(`Installing ${program.name} with apt …`)
  const because = await installPackage({ name: program.package })
  if (because !== null) console.error(`${program.name} was not installed: ${because}`)
  return program.find() !== null
}
