import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { claimLock } from '../../app/db/lock/claimLock.ts'
import { SERVER_ENV } from '../openServer.ts'

/* A command of the operator whose database cannot be used ends at once, in one sentence. Only a server waits. */
const COMMANDS = [
  { script: 'scripts/migrate.ts', words: [] },
  { script: 'scripts/keys.ts', words: ['projects'] },
  { script: 'scripts/selfTest.ts', words: ['a.myshopify.com'] },
  { script: 'scripts/liveCheck.ts', words: ['a.myshopify.com'] },
] as const

/** For commands that run in another folder. */
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

function run(
  { script, words }: (typeof COMMANDS)[number],
  env: Readonly<Record<string, string>>,
  cwd = path.resolve(),
) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', TSX, path.resolve(script), ...words],
    {
      cwd,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...SERVER_ENV, ...env },
      encoding: 'utf8',
      timeout: 60_000,
    },
  )
  return { status, stdout, stderr }
}

test.each(COMMANDS)('refuses: $script while PostgreSQL does not answer (ERR_DATABASE_AWAY)', (command) => {
  const ended = run(command, { DATABASE_URL: 'postgresql://nobody:hunter2@127.0.0.1:1/none' })
  expect(ended).toMatchObject({ status: 1, stdout: '' })
  expect(ended.stderr).toBe(
    'PostgreSQL at DATABASE_URL does not answer: connect ECONNREFUSED 127.0.0.1:1. Check that PostgreSQL runs, and that host and port are right.\n',
  )
})

test.each(COMMANDS)(
  'refuses: $script while a server has the embedded database (ERR_DATABASE_LOCKED)',
  async (command) => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'palisade-locked-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    const release = await claimLock({ file: path.join(dataDir, 'pg.lock'), holds: 'The database' })
    onTestFinished(release)
    const ended = run(command, { DATA_DIR: dataDir })
    expect(ended).toMatchObject({ status: 1, stdout: '' })
    expect(ended.stderr).toMatch(
      new RegExp(
        `^The database in ${dataDir} is in use by process ${process.pid}\\. Stop that process, .*\\n$`,
      ),
    )
  },
)

test.each(COMMANDS.slice(2))(
  'refuses: $script with wrong variables, all at once (ERR_ENVIRONMENT)',
  (command) => {
    const ended = run(command, { PALISADE_SECRET: '', DATABASE_URL: 'mysql://x' })
    expect(ended).toMatchObject({ status: 1, stdout: '' })
    expect(ended.stderr).toMatch(/^- PALISADE_SECRET /m)
    expect(ended.stderr).toMatch(/^- DATABASE_URL /m)
    expect(ended.stderr).not.toMatch(/error id|\n\s+at /)
  },
)

test.each(COMMANDS)(
  'refuses: $script where no variable names a database, instead of making one (ERR_ENVIRONMENT)',
  (command) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'palisade-nothing-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const ended = run(command, {}, folder)
    expect(ended).toMatchObject({ status: 1, stdout: '' })
    expect(ended.stderr).toBe(
      `Neither DATABASE_URL nor DATA_DIR is set, and there is no embedded database in ${folder}/.data. Run this command with the variables of the server. To make an embedded database here, set DATA_DIR to its folder.\n`,
    )
    expect(existsSync(path.join(folder, '.data'))).toBe(false)
  },
)

test('behavior: migrate makes the embedded database that DATA_DIR names, and says which', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-embedded-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [migrate] = COMMANDS
  const which = `the embedded database in ${folder}/.data`
  expect(run(migrate, { DATA_DIR: '.data' }, folder)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(
      new RegExp(`^Making the embedded database in ${folder}/\\.data\\. .*\\nApplied to ${which}: \\d{14}_`),
    ),
  })
  // Where there is one, no variable needs to name it.
  expect(run(migrate, {}, folder)).toMatchObject({
    status: 0,
    stdout: `Nothing to do: ${which} is up to date.\n`,
  })
})
