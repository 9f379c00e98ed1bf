import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest'
import { NotFoundError } from '../../app/core/errors/base.ts'
import type { ShopId } from '../../app/core/gate/types.ts'
import type { Job } from '../../app/core/job/types.ts'
import type { Database } from '../../app/db/database.ts'
import { createJobsPort } from '../../app/db/jobs.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import { runDueJobs } from '../../app/jobs/runDueJobs.ts'
import { startJobs } from '../../app/jobs/startJobs.ts'
import { LOCK_SECONDS } from '../../app/jobs/startRenewing.ts'
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
  const claim = (at = NOW, limit = 10) => jobs.claim({ at, lockSeconds: 60, limit, together: ['order'] })
  const done = (job: Job) => jobs.done({ jobs: [job], lockedUntil: job.lockedUntil })
  const renew = (job: Job, until: number) => jobs.renew({ jobs: [job], lockedUntil: job.lockedUntil, until })
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
    for (const job of claimed) await done(job)
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
    const later = { kind: 'order', waiting: 2, running: 1, failing: 1, oldestDueAt: NOW - 50 }
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
    await done(job)
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

  test('behavior: the failed jobs of a shop become due together, and one that runs does if it fails', async () => {
    const other = sampleShop()
    await makeStores(db).shops.save(other)
    await jobs.add({ shopId: other.id, kind: 'order', key: '1', runAt: NOW })
    for (const key of ['1', '2', '3']) await add(key)
    for (const job of [...(await claim()), ...(await claim())])
      await jobs.fail({ ...job, error: 'no', runAt: NOW + 20_000 })
    await add('new', { runAt: NOW + 50_000 })
    const [running] = await claim(NOW + 20_000, 1)
    if (running?.shopId !== shopId) throw new Error('The oldest job of this shop was not claimed.')
    await jobs.setDue({ shopId, at: NOW + 100 })
    expect(await claim(NOW + 99)).toEqual([])
    // A job that has failed is claimed alone.
    expect(await claim(NOW + 100)).toMatchObject([{ shopId, key: '2' }])
    expect(await claim(NOW + 100)).toMatchObject([{ shopId, key: '3' }])
    await jobs.fail({ ...running, error: 'no', runAt: NOW + 40_000 })
    expect(await claim(NOW + 100)).toMatchObject([{ shopId, key: running.key }])
    expect(await claim(NOW + 100)).toEqual([])
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
    await done(lost)
    await jobs.fail({ ...lost, error: 'late', runAt: NOW })
    expect(await renew(lost, NOW + 999)).toBe(false)
    expect(await jobs.list({ shopId, limit: 9 })).toMatchObject([
      { attempts: 0, isRunning: true, lastError: null },
    ])
    expect(await claim(NOW + 119)).toEqual([])
    await add('1', { runAt: NOW + 70 })
    await done(lost)
    expect(await claim(NOW + 119)).toEqual([])
    expect(await renew(held, NOW + 200)).toBe(true)
    expect(await claim(NOW + 199)).toEqual([])
    await done({ ...held, lockedUntil: NOW + 200 })
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

  test('behavior: at most four jobs run at once, and three of one shop', async () => {
    for (let i = 0; i < 12; i++) await add(String(i))
    const other = sampleShop()
    await makeStores(db).shops.save(other)
    onTestFinished(async () => void (await db.prisma.shop.delete({ where: { id: other.id } })))
    let [now, most, places] = [0, 0, 3]
    let { promise: full, resolve: fill } = makeSignal()
    const door = makeDoor(async () => {
      now += 1
      most = Math.max(most, now)
      if (now === places) fill()
      await full
      await jobs.list({ shopId, limit: 1 })
      now -= 1
    })
    expect(await runDueJobs({ door })).toBe(12)
    expect(most).toBe(3)
    for (let i = 0; i < 12; i++) await add(String(i))
    for (let i = 0; i < 2; i++) await jobs.add({ shopId: other.id, kind: 'order', key: `${i}`, runAt: NOW })
    ;({ promise: full, resolve: fill } = makeSignal())
    places = 4
    expect(await runDueJobs({ door })).toBe(14)
    expect(most).toBe(4)
  })

  test('behavior: places that come free together take no fourth job of one shop', async () => {
    for (let i = 0; i < 40; i++) await add(String(i))
    // Claims and jobs end in ever another order, so a claim is answered after other places came free.
    let turn = 0
    const rest = (times: number) => new Promise((resolve) => setTimeout(resolve, (turn++ * times) % 17))
    let [now, most] = [0, 0]
    const door = makeDoor(async () => {
      now += 1
      most = Math.max(most, now)
      await rest(7)
      now -= 1
    })
    const claim: JobsPort['claim'] = async (asked) => {
      const claimed = await jobs.claim(asked)
      await rest(5)
      return claimed
    }
    expect(await runDueJobs({ door: { ...door, jobs: { ...jobs, claim } } })).toBe(40)
    expect(most).toBeLessThanOrEqual(3)
  })

  test('behavior: one claim has jobs of one kind of one shop, and a job that has failed comes alone', async () => {
    const other = sampleShop()
    await makeStores(db).shops.save(other)
    onTestFinished(async () => void (await db.prisma.shop.delete({ where: { id: other.id } })))
    for (const key of ['1', '2', '3']) await add(key, { runAt: NOW - 9 })
    await jobs.add({ shopId, kind: 'hold', key: '1', runAt: NOW - 8 })
    await jobs.add({ shopId, kind: 'hold', key: '2', runAt: NOW - 8 })
    await jobs.add({ shopId: other.id, kind: 'order', key: '9', runAt: NOW - 7 })
    const orders = { at: NOW, lockSeconds: 60, limit: 2, together: ['order'] } as const
    const keys = async (over: Partial<Parameters<JobsPort['claim']>[0]> = {}) =>
      (await jobs.claim({ ...orders, ...over })).map(({ kind, key }) => `${kind} ${key}`)
    const [failed] = await jobs.claim({ ...orders, probed: [shopId] })
    expect(failed).toMatchObject({ key: '1', dueAt: NOW - 9 })
    if (!failed) throw new Error('Nothing was claimed.')
    await jobs.fail({ ...failed, error: 'no', runAt: NOW - 9 })
    expect(await keys()).toEqual(['order 1'])
    expect(await keys()).toEqual(['order 2', 'order 3'])
    expect(await keys({ without: { shops: [shopId] } })).toEqual(['order 9'])
    await jobs.add({ shopId: other.id, kind: 'order', key: '8', runAt: NOW - 1 })
    expect(await keys({ without: { turns: [{ shopId, kind: 'hold' }] } })).toEqual(['order 8'])
    expect([await keys(), await keys(), await keys()]).toEqual([['hold 1'], ['hold 2'], []])
  })

  test('behavior: jobs that are given back keep their place, and a request meanwhile counts', async () => {
    await add('1', { runAt: NOW - 90 })
    await add('2', { runAt: NOW - 30 })
    await add('3', { runAt: NOW + 30 })
    const claimed = await claim()
    await add('2', { runAt: NOW - 5 })
    const [first] = claimed
    await jobs.giveBack({ jobs: claimed, lockedUntil: NOW + 60, error: 'Shopify failed.' })
    expect(await claim(NOW, 1)).toMatchObject([{ key: '1', attempts: 0, dueAt: NOW - 90 }])
    expect(await claim()).toMatchObject([{ key: '2', attempts: 0, version: 2, dueAt: NOW - 30 }])
    if (!first) throw new Error('Nothing was claimed.')
    // The lock of a process that died ends. Its jobs are due since then.
    const again = await claim(NOW + 60)
    expect(again.map(({ key, dueAt }) => [key, dueAt])).toEqual([
      ['3', NOW + 30],
      ['1', NOW + 60],
      ['2', NOW + 60],
    ])
  })

  test('behavior: jobs of a process that died come before later ones, however many of those there are', async () => {
    for (const key of ['dead 1', 'dead 2']) await add(key, { runAt: NOW - 90 })
    expect(await claim(NOW, 2)).toHaveLength(2)
    const seen: string[] = []
    for (let second = 50; second < 70; second += 2) {
      for (const key of [second, second + 1]) await add(`${key}`, { runAt: NOW + second })
      if (second >= 60) seen.push(...(await claim(NOW + second, 2)).map(({ key }) => key))
    }
    expect(seen).toEqual(['50', '51', '52', '53', '54', '55', '56', '57', '58', '59'])
    for (let second = 70; second < 74; second += 2) {
      for (const key of [second, second + 1]) await add(`${key}`, { runAt: NOW + second })
      seen.push(...(await claim(NOW + second, 2)).map(({ key }) => key))
    }
    expect(seen.slice(10, 12)).toEqual(['dead 1', 'dead 2'])
  })

  test('behavior: a backlog counts what is due, runs or failed, since it was first due', async () => {
    const find = () => jobs.findBacklog({ shopId, kind: 'order', at: NOW })
    await add('later', { runAt: NOW + 1 })
    expect(await find()).toBeNull()
    await add('1', { runAt: NOW - 90 })
    const [failed] = await claim()
    await add('2', { runAt: NOW - 30 })
    if (!failed) throw new Error('Nothing was claimed.')
    await jobs.fail({ ...failed, error: 'no', runAt: NOW + 600 })
    expect(await find()).toEqual({ count: 2, oldestDueAt: NOW - 90, lastError: 'no' })
    const [running] = await claim()
    expect(running).toMatchObject({ key: '2' })
    expect(await find()).toMatchObject({ count: 2 })
    // A job that is requested while it runs, and then ends, waits from then on.
    await add('2', { runAt: NOW - 3 })
    if (running) await done(running)
    await claim(NOW + 600, 1)
    await jobs.add({ shopId, kind: 'order', key: '2', runAt: NOW })
    const row = await db.prisma.job.findFirst({ where: { key: '2' }, select: { since: true } })
    expect(row?.since).toBe(BigInt(NOW - 3))
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
          // A second place would look for due jobs at the advanced time too, and be the other process of these tests.
          atOnce: 1,
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
      expect(row).toMatchObject({ attempts: 1, isRunning: false, runAt: now + 1 })
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
