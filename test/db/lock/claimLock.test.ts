import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { claimLock } from '../../../app/db/lock/claimLock.ts'

let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'palisade-lock-'))
  file = path.join(folder, 'pg.lock')
})
beforeEach(() => rmSync(file, { force: true }))
afterAll(() => rmSync(folder, { recursive: true }))

const holds = 'The database in ./.data'
const take = () => claimLock({ file, holds })
const write = (holder: object) => writeFileSync(file, JSON.stringify(holder))

async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

test('default', async () => {
  const release = await take()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() })
  release()
  expect(existsSync(file)).toBe(false)
  const again = await take()
  again()
})

test('behavior: one of many processes that start beside a dead holder takes the lock', async () => {
  write({ pid: await endedPid(), host: hostname(), process: null })
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, take))
  const winners = outcomes.filter((outcome) => outcome.status === 'fulfilled')
  expect(winners).toHaveLength(1)
  winners[0]?.value()
})

test('behavior: the lock is taken over from a process that has died', async () => {
  write({ pid: await endedPid(), host: hostname(), process: null })
  const release = await take()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid })
  release()
})

test.runIf(process.platform === 'linux')(
  'behavior: a later process that reuses the dead one’s number does not keep the lock',
  async () => {
    write({ pid: process.pid, host: hostname(), process: 'another-boot.123' })
    const release = await take()
    expect(JSON.parse(readFileSync(file, 'utf8'))).not.toMatchObject({ process: 'another-boot.123' })
    release()
  },
)

test('behavior: a lock from another machine is taken over once its holder has been silent for long', async () => {
  write({ pid: 1, host: 'another-machine', process: null })
  await expect(take()).rejects.toMatchObject({
    message: `${holds} is in use by process 1 on another-machine.`,
  })
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(file, longAgo, longAgo)
  const release = await take()
  release()
})

test('behavior: an unreadable lock file counts as taken until it is old', async () => {
  writeFileSync(file, '')
  await expect(take()).rejects.toMatchObject({ code: 'ERR_DATABASE_LOCKED' })
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(file, longAgo, longAgo)
  const release = await take()
  release()
})

test('behavior: a late release does not remove the lock of the next holder', async () => {
  const release = await take()
  write({ pid: 1, host: 'another-machine', process: null })
  release()
  expect(existsSync(file)).toBe(true)
})

test('refuses: a lock that this process or another living process holds (ERR_DATABASE_LOCKED)', async () => {
  const release = await take()
  await expect(take()).rejects.toMatchObject({
    code: 'ERR_DATABASE_LOCKED',
    message: `${holds} is in use by process ${process.pid}.`,
  })
  release()
  write({ pid: process.ppid, host: hostname(), process: null })
  await expect(take()).rejects.toMatchObject({ code: 'ERR_DATABASE_LOCKED' })
})
