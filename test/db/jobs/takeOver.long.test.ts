import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShopId } from '../../../app/core/gate/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { createJobsPort } from '../../../app/db/jobs.ts'
import { openDatabase } from '../../../app/db/openDatabase.ts'
import { type RunningPostgres, startPostgres } from '../../standin/postgres/startPostgres.ts'
import { endWithThis } from '../../standin/processes/endWithThis.ts'
import { engines } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { sampleShop } from '../samples.ts'

// Long enough for a busy machine to renew in time: a job that stands still for half of it gives up.
const LOCK_SECONDS = 8
const worker = fileURLToPath(new URL('./workUntilKilled.ts', import.meta.url))
const isThere = engines.some(({ name }) => name === 'PostgreSQL')

type Line = { readonly word: string; readonly at: number }
type Worker = { readonly child: ChildProcess; readonly lines: Line[]; readonly end: () => Promise<void> }

const countSteps = ({ lines }: Worker) => lines.filter(({ word }) => word === 'step').length
const words = ({ lines }: Worker) => lines.map(({ word }) => word)

/** All lines of all processes in order of time, without `ready`. */
const inOrder = (workers: readonly Worker[]) =>
  workers
    .flatMap((worker) => worker.lines.map((line) => ({ ...line, worker })))
    .filter(({ word }) => word !== 'ready')
    .toSorted((a, b) => a.at - b.at)

/** A process on a busy machine may give up a job. Until then no other process may start it. */
function expectOneAtATime(workers: readonly Worker[]) {
  const lines = inOrder(workers)
  const early = lines.filter(({ worker, word }, index) => {
    const before = lines[index - 1]
    return word === 'step' && before?.word === 'step' && before.worker !== worker
  })
  expect(early.map(({ at }) => at)).toEqual([])
}

describe.runIf(isThere)('jobs of several processes', () => {
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
    const lines: Line[] = []
    child.stdout?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().trimEnd().split('\n')) {
        const [word = '', at] = line.split(' ')
        lines.push({ word, at: Number(at) })
      }
    })
    const exited = once(child, 'exit')
    const end = async () => {
      child.kill('SIGKILL')
      await exited
      lines.push({ word: 'killed', at: Date.now() })
      letBe()
    }
    const made = { child, lines, end }
    workers.push(made)
    await expect.poll(() => words(made), within).toContain('ready')
    return made
  }

  const readLock = async () => Number((await db.prisma.job.findFirst({ where: { shopId } }))?.lockedUntil)
  const now = () => Date.now() / 1000
  const within = { timeout: 90_000, interval: 50 }

  test('behavior: a long job keeps its lock, another process takes over from a killed one, and a resumed one stops', async () => {
    const [one, two] = [await startWorker(), await startWorker()]
    await createJobsPort({ db }).add({ shopId, kind: 'order', key: '1', runAt: 0 })
    await expect.poll(() => inOrder(workers).length, within).toBeGreaterThan(0)

    // Longer than the lock: the other process looks five times a second and does not get the job.
    const since = await readLock()
    await expect.poll(readLock, within).toBeGreaterThan(since + LOCK_SECONDS)
    expectOneAtATime(workers)

    const [first, second] = inOrder(workers).at(-1)?.worker === one ? [one, two] : [two, one]
    const lastLock = await readLock()
    await first.end()
    const before = countSteps(second)
    await expect.poll(() => countSteps(second), within).toBeGreaterThan(before)
    expect(now()).toBeGreaterThanOrEqual(lastLock)
    expect(now()).toBeLessThan(lastLock + 4 * LOCK_SECONDS)

    // Like a machine that sleeps, or is too slow to renew.
    const third = await startWorker()
    second.child.kill('SIGSTOP')
    second.lines.push({ word: 'stopped', at: Date.now() })
    await expect.poll(() => words(third), within).toContain('step')
    const steps = countSteps(second)
    second.child.kill('SIGCONT')
    await expect.poll(() => words(second).at(-1), within).toBe('ERR_JOB_STALE')
    expect(countSteps(second)).toBe(steps)
    const held = await readLock()
    await expect.poll(readLock, within).toBeGreaterThan(held)
    expectOneAtATime(workers)
  }, 600_000)
})
