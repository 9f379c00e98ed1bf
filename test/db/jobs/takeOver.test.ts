import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { createJobStore } from '../../../app/db/jobs/createJobStore.ts'
import { openDatabase } from '../../../app/db/openDatabase.ts'
import { type RunningPostgres, startPostgres } from '../../standin/postgres/startPostgres.ts'
import { endWithThis } from '../../standin/processes/endWithThis.ts'
import { engines } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { sampleShop } from '../samples.ts'

// Long enough that a busy machine renews it in time: work that stands still for half of it gives itself up.
const LOCK_SECONDS = 12
const worker = fileURLToPath(new URL('./workUntilKilled.ts', import.meta.url))
const isThere = engines.some(({ name }) => name === 'PostgreSQL')

type Worker = { readonly child: ChildProcess; readonly lines: string[]; readonly end: () => Promise<void> }

describe.runIf(isThere)('work of several processes', () => {
  let server: RunningPostgres
  let db: Database
  let shopId: ShopId
  const workers: Worker[] = []
  beforeAll(async () => {
    server = await startPostgres()
    db = await openDatabase({ kind: 'postgresql', url: server.url })
    const shop = sampleShop()
    await makeStores(db).shops.save(shop)
    shopId = shop.id
  })
  afterAll(async () => {
    for (const { end } of workers) await end()
    await db.close()
    await server.close()
  })

  async function startWorker(): Promise<Worker> {
    const child = spawn(process.execPath, ['--import', 'tsx', worker, server.url, String(LOCK_SECONDS)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const letBe = endWithThis(child.pid)
    const lines: string[] = []
    child.stdout?.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trimEnd().split('\n')))
    const exited = once(child, 'exit')
    const end = async () => {
      child.kill('SIGKILL')
      await exited
      letBe()
    }
    const made = { child, lines, end }
    workers.push(made)
    await expect.poll(() => lines, within).toContain('ready')
    return made
  }

  const readLock = async () => Number((await db.prisma.job.findFirst({ where: { shopId } }))?.lockedUntil)
  const now = () => Date.now() / 1000
  const within = { timeout: 90_000, interval: 50 }

  test('behavior: what lasts is kept, what a killed process did goes on elsewhere, what stood still stops', async () => {
    const [one, two] = [await startWorker(), await startWorker()]
    await createJobStore({ db }).add({ shopId, kind: 'order', key: '1', runAt: 0 })
    await expect.poll(() => one.lines.length + two.lines.length, within).toBeGreaterThan(2)
    const [first, second] = one.lines.includes('step') ? [one, two] : [two, one]

    // Longer than its lock: the other looks five times a second and does not get it.
    const since = await readLock()
    await expect.poll(readLock, within).toBeGreaterThanOrEqual(since + 1.5 * LOCK_SECONDS)
    expect(second.lines).toEqual(['ready'])

    const lastLock = await readLock()
    await first.end()
    await expect.poll(() => second.lines, within).toContain('step')
    expect(now()).toBeGreaterThanOrEqual(lastLock)
    expect(now()).toBeLessThan(lastLock + 4 * LOCK_SECONDS)

    // A machine that sleeps, or is so slow that nothing is renewed.
    const third = await startWorker()
    second.child.kill('SIGSTOP')
    await expect.poll(() => third.lines, within).toContain('step')
    const steps = second.lines.filter((line) => line === 'step').length
    second.child.kill('SIGCONT')
    await expect.poll(() => second.lines, within).toContain('ERR_JOB_STALE')
    expect(second.lines.filter((line) => line === 'step')).toHaveLength(steps)
    const held = await readLock()
    await expect.poll(readLock, within).toBeGreaterThanOrEqual(held + LOCK_SECONDS / 2)
    expect(second.lines.at(-1)).toBe('ERR_JOB_STALE')
  }, 600_000)
})
