import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { NotFoundError } from '../../app/core/errors/base.ts'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { Job } from '../../app/core/job/types.ts'
import type { Database } from '../../app/db/database.ts'
import { createJobsPort } from '../../app/db/jobs.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import { runDueJobs } from '../../app/jobs/runDueJobs.ts'
import { chooseDelay, LOCK_SECONDS } from '../../app/jobs/runJob.ts'
import { startJobs } from '../../app/jobs/startJobs.ts'
import type { JobDoor, JobFailure } from '../../app/jobs/types.ts'
import type { JobsPort } from '../../app/ports/jobs.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleShop } from './samples.ts'

const NOW = 1_790_000_000

function makeSignal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

describe.each(engines)('jobs on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  let jobs: JobsPort
  let shopId: ShopId
  let myshopifyDomain: string
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
    jobs = createJobsPort({ db })
    const shop = sampleShop()
    await makeStores(db).shops.save(shop)
    shopId = shop.id
    myshopifyDomain = shop.myshopifyDomain
  })
  afterAll(() => engine.close())
  beforeEach(async () => {
    await db.prisma.job.deleteMany()
  })
  const add = (key: string, over: { runAt?: number; payload?: Job['payload'] } = {}) =>
    jobs.add({ shopId, kind: 'order', key, runAt: NOW, ...over })
  const claim = (at = NOW, limit = 10) => jobs.claim({ at, lockSeconds: 60, limit })
  const makeDoor = (run: (job: Job) => Promise<void>, now = NOW): JobDoor => ({
    now: () => now,
    jobs,
    shopContext: (one) => one as unknown as FlowContext,
    table: { order: (_ctx, job) => run(job) },
  })

  test('default: a due job is claimed once, oldest first, and is deleted when done', async () => {
    await add('2', { runAt: NOW - 1 })
    await add('1', { runAt: NOW - 5, payload: { cartToken: 'c' } })
    await add('3', { runAt: NOW + 1 })
    const claimed = await claim()
    expect(claimed).toMatchObject([
      {
        shopId,
        myshopifyDomain,
        kind: 'order',
        key: '1',
        payload: { cartToken: 'c' },
        attempts: 0,
        version: 1,
      },
      { key: '2', payload: {} },
    ])
    expect(await claim()).toEqual([])
    for (const job of claimed) await jobs.done(job)
    expect((await jobs.list({ shopId, limit: 9 })).map(({ key }) => key)).toEqual(['3'])
  })

  test('behavior: the queue is counted by kind, with the time since which its oldest job is due', async () => {
    expect(await jobs.count({ at: NOW })).toEqual([])
    await add('1', { runAt: NOW - 50 })
    await add('2', { runAt: NOW - 20 })
    await add('3', { runAt: NOW + 20 })
    const [claimed] = await claim(NOW, 1)
    if (!claimed) throw new Error('Nothing was claimed.')
    const counts = { kind: 'order', waiting: 2, running: 1, failing: 0, oldestDueAt: NOW - 20 }
    expect(await jobs.count({ at: NOW })).toEqual([counts])
    await jobs.fail({ ...claimed, error: 'no', runAt: NOW + 100 })
    await claim(NOW, 9)
    const later = { kind: 'order', waiting: 2, running: 1, failing: 1, oldestDueAt: null }
    expect(await jobs.count({ at: NOW })).toEqual([later])
  })

  test('behavior: two requests make one job with the earlier time, and null keeps the stored value', async () => {
    await add('1', { runAt: NOW + 50, payload: { cartToken: 'c', n: 1 } })
    await add('1', { runAt: NOW, payload: { cartToken: null, n: 2 } })
    await add('1', { runAt: NOW + 90 })
    expect(await claim()).toMatchObject([{ payload: { cartToken: 'c', n: 2 }, version: 3 }])
  })

  test('behavior: a job that is requested while it runs runs once more at the requested time', async () => {
    await add('1')
    const [job] = await claim()
    if (!job) throw new Error('Nothing was claimed.')
    await add('1', { runAt: NOW + 30 })
    await jobs.done(job)
    expect(await claim(NOW + 29)).toEqual([])
    expect(await claim(NOW + 30)).toHaveLength(1)
  })

  test('behavior: a failed job is tried again later, or sooner on request', async () => {
    await add('1')
    const [job] = await claim()
    if (!job) throw new Error('Nothing was claimed.')
    await jobs.fail({ ...job, error: 'x'.repeat(2000), runAt: NOW + 100 })
    expect(await claim(NOW + 99)).toEqual([])
    const [row] = await jobs.list({ shopId, limit: 1 })
    expect(row).toMatchObject({ attempts: 1, isRunning: false, runAt: NOW + 100 })
    expect(row?.lastError).toHaveLength(1000)
    const key = { shopId, kind: row?.kind ?? 'order', key: '1' }
    expect(await jobs.find(key)).toEqual({ ...row, payload: job.payload })
    expect(await jobs.find({ ...key, key: '2' })).toBeNull()
    await add('1', { runAt: NOW + 10 })
    expect(await claim(NOW + 10)).toMatchObject([{ attempts: 1 }])
  })

  test('behavior: the job of a dead process is due again when its lock expires', async () => {
    await add('1')
    await claim()
    expect(await claim(NOW + 59)).toEqual([])
    expect(await claim(NOW + 60)).toHaveLength(1)
  })

  test('behavior: a process that lost a job to another can neither finish, fail nor renew it', async () => {
    await add('1')
    const [lost] = await claim(NOW)
    const [held] = await claim(NOW + 60)
    if (!lost || !held) throw new Error('Nothing was claimed.')
    await jobs.done(lost)
    await jobs.fail({ ...lost, error: 'late', runAt: NOW })
    expect(await jobs.renew({ ...lost, until: NOW + 999 })).toBe(false)
    expect(await jobs.list({ shopId, limit: 9 })).toMatchObject([
      { attempts: 0, isRunning: true, lastError: null },
    ])
    expect(await claim(NOW + 119)).toEqual([])
    await add('1', { runAt: NOW + 70 })
    await jobs.done(lost)
    expect(await claim(NOW + 119)).toEqual([])
    expect(await jobs.renew({ ...held, until: NOW + 200 })).toBe(true)
    expect(await claim(NOW + 199)).toEqual([])
    await jobs.done({ ...held, lockedUntil: NOW + 200 })
    expect(await claim(NOW + 199)).toMatchObject([{ key: '1', version: 2 }])
  })

  test('behavior: 40 parallel callers claim each job once', async () => {
    for (let i = 0; i < 60; i++) await add(String(i))
    const claimed = (await Promise.all(Array.from({ length: 40 }, () => claim(NOW, 3)))).flat()
    while (claimed.length < 60) {
      const more = await claim(NOW, 3)
      if (more.length === 0) break
      claimed.push(...more)
    }
    expect(new Set(claimed.map(({ key }) => key)).size).toBe(60)
    expect(claimed).toHaveLength(60)
  })

  test('behavior: the jobs of an uninstalled shop wait for its return', async () => {
    const stores = makeStores(db)
    await add('1')
    await stores.shops.uninstall({ shopId, at: NOW, pendingReason: '' })
    expect(await claim()).toEqual([])
    await jobs.ensure({ kind: 'reconcile', key: 'shop', runAt: NOW })
    expect(await jobs.list({ shopId, limit: 9 })).toHaveLength(1)
    const { id, ...rest } = sampleShop()
    await stores.shops.save({ ...rest, id: shopId, myshopifyDomain, savedAt: NOW + 1 })
    expect(id).not.toBe(shopId)
    expect(await claim()).toMatchObject([{ key: '1' }])
    await jobs.ensure({ kind: 'reconcile', key: 'shop', runAt: NOW })
    await jobs.ensure({ kind: 'reconcile', key: 'shop', runAt: NOW + 5 })
    expect((await jobs.list({ shopId, limit: 9 })).filter(({ kind }) => kind === 'reconcile')).toMatchObject([
      { runAt: NOW },
    ])
  })

  test('behavior: every due job runs; a failing job does not stop the others and stores why', async () => {
    for (const key of ['1', '2', '3', '4', '5', '6']) await add(key)
    const done: string[] = []
    const door = makeDoor(async ({ key }) => {
      if (key === '2') throw new Error('secret of the database')
      if (key === '3') throw new NotFoundError('ERR_SHOP_NOT_FOUND', 'There is no such shop.')
      done.push(key)
    })
    const told: JobFailure[] = []
    expect(await runDueJobs({ door: { ...door, tellFailure: (failed) => told.push(failed) } })).toBe(6)
    expect(done.sort()).toEqual(['1', '4', '5', '6'])
    const left = await jobs.list({ shopId, limit: 9 })
    expect(left).toMatchObject([{ key: '2', attempts: 1, runAt: NOW + 30 }])
    expect(left[0]?.lastError).not.toContain('secret')
    // The operator's log has what staff see. A job of a shop that has uninstalled has not failed.
    expect(told).toMatchObject([
      { kind: 'order', myshopifyDomain, delay: 30, reason: { code: 'ERR_INTERNAL' } },
    ])
    expect(told[0]?.reason.msg).toBe(left[0]?.lastError)
    await jobs.add({ shopId, kind: 'codes', key: 'x', runAt: NOW })
    await runDueJobs({ door })
    expect((await jobs.list({ shopId, limit: 9 })).find(({ kind }) => kind === 'codes')).toMatchObject({
      attempts: 1,
    })
  })

  test('behavior: a slow job occupies one slot, and new jobs run at once meanwhile', async () => {
    const seen: string[] = []
    const { promise: gate, resolve: open } = makeSignal()
    const { promise: rest, resolve: finishRest } = makeSignal()
    const { promise: late, resolve: finishLate } = makeSignal()
    const door = makeDoor(async ({ key }) => {
      if (key === 'slow') await gate
      seen.push(key)
      if (seen.length === 12) finishRest()
      if (key === 'late') finishLate()
    })
    const table = { ...door.table, reconcile: async () => undefined }
    await add('slow', { runAt: NOW - 9 })
    for (let i = 0; i < 12; i++) await add(String(i))
    const running = startJobs({ door: { ...door, table }, ticks: [], everySeconds: 3600 })
    running.ring()
    await rest
    await add('late')
    running.ring()
    await late
    expect(seen).toHaveLength(13)
    expect(seen).not.toContain('slow')
    open()
    await running.stop()
    expect(seen).toContain('slow')
  })

  test('behavior: at most four jobs run at once', async () => {
    for (let i = 0; i < 12; i++) await add(String(i))
    let [now, most] = [0, 0]
    const { promise: full, resolve: fill } = makeSignal()
    const door = makeDoor(async () => {
      now += 1
      most = Math.max(most, now)
      if (now === 4) fill()
      await full
      await jobs.list({ shopId, limit: 1 })
      now -= 1
    })
    expect(await runDueJobs({ door })).toBe(12)
    expect(most).toBe(4)
  })

  describe('with a manual clock', () => {
    let now: number
    beforeEach(() => {
      now = NOW
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    })
    afterEach(() => void vi.useRealTimers())

    /** Let time pass; `renewed` settles when the due renewal has its answer. */
    const pass = (seconds: number) => {
      now += seconds
      vi.advanceTimersByTime(seconds * 1000)
    }
    /** Start a job that waits for `open`, then asks whether it still holds its lock. */
    const start = async (renew: JobsPort['renew'] = jobs.renew) => {
      const { promise: gate, resolve: open } = makeSignal()
      const { promise: began, resolve: begin } = makeSignal()
      let answered = makeSignal()
      const asked: string[] = []
      const store: JobsPort = {
        ...jobs,
        renew: (parameters) => renew(parameters).finally(() => answered.resolve()),
      }
      await add('1')
      const done = runDueJobs({
        door: {
          now: () => now,
          jobs: store,
          shopContext: ({ requireLock }) => ({ requireLock }) as unknown as FlowContext,
          table: {
            order: async (ctx) => {
              const { requireLock } = ctx as unknown as { requireLock: () => void }
              requireLock()
              asked.push('begun')
              begin()
              await gate
              requireLock()
              asked.push('went on')
            },
          },
        },
      })
      await began
      return {
        done,
        asked,
        open,
        passAndRenew: async (seconds: number) => {
          answered = makeSignal()
          pass(seconds)
          await answered.promise
        },
      }
    }

    test('behavior: others cannot claim a long job while it runs', async () => {
      const work = await start()
      for (let i = 0; i < 30; i++) {
        await work.passAndRenew(20)
        expect(await claim(now)).toEqual([])
      }
      expect(now - NOW).toBeGreaterThan(3 * LOCK_SECONDS)
      work.open()
      expect(await work.done).toBe(1)
      expect(work.asked).toEqual(['begun', 'went on'])
      expect(await jobs.list({ shopId, limit: 9 })).toEqual([])
      expect(vi.getTimerCount()).toBe(0)
    })

    test('behavior: renewals that fail for a minute do not lose the job', async () => {
      let isAway = true
      const work = await start(async (parameters) => {
        if (isAway) throw new Error('the database is away')
        return jobs.renew(parameters)
      })
      for (let i = 0; i < 4; i++) await work.passAndRenew(20)
      isAway = false
      await work.passAndRenew(20)
      now += 60
      expect(await claim(now)).toEqual([])
      work.open()
      await work.done
      expect(work.asked).toEqual(['begun', 'went on'])
    })

    test('refuses: to continue with a lock that was not renewed, whether another process holds it or not (ERR_JOB_STALE)', async () => {
      const work = await start(() => Promise.reject(new Error('the database is away')))
      for (let i = 0; i < 5; i++) await work.passAndRenew(20)
      expect(await claim(now)).toEqual([])
      work.open()
      await work.done
      expect(work.asked).toEqual(['begun'])
      const [row] = await jobs.list({ shopId, limit: 1 })
      expect(row).toMatchObject({ attempts: 1, isRunning: false, runAt: now + 30 })
      expect(row?.lastError).toContain('another process may have taken it over')
    })

    test('refuses: to continue with a job that another process took over during a standstill (ERR_JOB_STALE)', async () => {
      const work = await start()
      now += LOCK_SECONDS
      const [taken] = await claim(now)
      expect(taken).toMatchObject({ key: '1' })
      await work.passAndRenew(20)
      work.open()
      await work.done
      expect(work.asked).toEqual(['begun'])
      // The new holder keeps the job, and this failure does not count for it.
      expect(await jobs.list({ shopId, limit: 9 })).toMatchObject([{ attempts: 0, isRunning: true }])
      expect(vi.getTimerCount()).toBe(0)
    })

    test('behavior: another process may try a job that hangs for three hours', async () => {
      const work = await start()
      for (let i = 0; i < 540; i++) await work.passAndRenew(20)
      pass(LOCK_SECONDS)
      expect(await claim(now)).toHaveLength(1)
      work.open()
      await work.done
      expect(work.asked).toEqual(['begun'])
    })
  })

  test('behavior: the delay doubles with each attempt, up to six hours', () => {
    expect([0, 1, 2, 9, 10, 100].map((attempts) => chooseDelay({ attempts }))).toEqual([
      30, 60, 120, 15_360, 21_600, 21_600,
    ])
  })

  test('behavior: a ring runs jobs at once, every shop gets a reconcile job, and a stop waits for running jobs', async () => {
    const seen: string[] = []
    const { promise: gate, resolve: open } = makeSignal()
    const { promise: began, resolve: begin } = makeSignal()
    const door = makeDoor(async ({ key }) => {
      begin()
      await gate
      seen.push(key)
    })
    const table = { ...door.table, reconcile: async () => undefined }
    const running = startJobs({ door: { ...door, table }, ticks: [], everySeconds: 3600 })
    await add('1')
    running.ring()
    await began
    const stopped = running.stop()
    open()
    await stopped
    expect(seen).toEqual(['1'])
    await add('2')
    running.ring()
    await running.stop()
    expect(seen).toEqual(['1'])
  })
})
