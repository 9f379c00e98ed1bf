import { describe, expect, test } from 'vitest'
import { ConflictError, NotFoundError, UpstreamError } from '../../app/core/errors/base.ts'
import type { Job } from '../../app/core/job/types.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import { createPauses } from '../../app/jobs/createPauses.ts'
import { runJobs } from '../../app/jobs/runJobs.ts'
import type { JobBatch, JobDoor, JobFlow } from '../../app/jobs/types.ts'
import { fake } from '../fakes/fake.ts'
import { shop } from '../fakes/fakeContext.ts'

const job = {
  id: 1n,
  shopId: shop.id,
  myshopifyDomain: shop.myshopifyDomain,
  kind: 'order',
  key: '1001',
  payload: {},
  attempts: 0,
  version: 1,
  lockedUntil: 1_000_120,
  dueAt: 999_990,
} as const satisfies Job

/** Run the job by a flow; returns what was reported and how the job was recorded. */
async function run(flow: JobFlow, jobs: Partial<FlowContext['jobs']> = {}, one: Job = job) {
  const ended: boolean[] = []
  const recorded: string[] = []
  const ctx = fake<FlowContext>({
    jobs: {
      done: async () => void recorded.push('done'),
      fail: async () => void recorded.push('failed'),
      ...jobs,
    },
  })
  const door: JobDoor = {
    now: () => 1_000_000,
    jobs: ctx.jobs,
    shopContext: () => ctx,
    table: { order: flow },
    report: ({ isFailed }) => void ended.push(isFailed),
  }
  await runJobs({ door, jobs: [one], pauses: createPauses({ nowMs: () => 0, random: () => 0 }) })
  return { ended, recorded }
}

const away = () => Promise.reject(new UpstreamError('ERR_DATABASE_AWAY', 'The database does not answer.'))

test('default: a job that ran is reported once, as done', async () => {
  expect(await run(async () => {})).toEqual({ ended: [false], recorded: ['done'] })
})

test('behavior: a job that failed, or whose end could not be recorded, is reported once, as failed', async () => {
  expect(await run(away)).toEqual({ ended: [true], recorded: ['failed'] })
  expect(await run(async () => {}, { done: away })).toEqual({ ended: [true], recorded: ['failed'] })
})

test('behavior: a job that met a database that was away runs again after a second, and after more each time', async () => {
  for (const [attempts, delay] of [
    [0, 1],
    [3, 8],
  ] as const) {
    const runAts: number[] = []
    const jobs = { fail: async ({ runAt }: { runAt: number }) => void runAts.push(runAt) }
    await run(away, jobs, { ...job, attempts })
    expect(runAts).toEqual([1_000_000 + delay])
  }
})

test('behavior: a job of a shop that has left is dropped, and reported as done', async () => {
  const leave = () => Promise.reject(new NotFoundError('ERR_SHOP_NOT_FOUND', 'No such shop.'))
  expect(await run(leave)).toEqual({ ended: [false], recorded: ['done'] })
})

describe('a passing fault of Shopify', () => {
  const passing = () =>
    new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify failed.', { details: { isPassing: true } })
  const throttled = (waitSeconds = 3.2) =>
    new UpstreamError('ERR_SHOPIFY_REQUEST', 'Throttled.', {
      details: { isPassing: true, waitSeconds },
    })
  const lasting = () =>
    new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify refused.', { details: { isPassing: false } })

  /** Run jobs of orders together, by a batch or alone; returns how long the shop rests and what was recorded. */
  async function runAll(over: {
    count: number
    attempts?: number
    batch?: JobBatch
    flow?: JobFlow
    troubles?: number
  }) {
    const { count, attempts = 0, batch, flow = () => Promise.reject(passing()), troubles = 0 } = over
    const pauses = createPauses({ nowMs: () => performance.now(), random: () => 1 })
    for (let i = 0; i < troubles; i++) pauses.add({ shopId: shop.id, since: performance.now() })
    const recorded: string[] = []
    const told: number[] = []
    const ctx = fake<FlowContext>({
      jobs: {
        done: async ({ jobs }) => void recorded.push(...jobs.map(({ id }) => `done ${id}`)),
        fail: async ({ id, runAt }) => void recorded.push(`failed ${id}, +${runAt - 1_000_000}`),
        giveBack: async ({ jobs, error }) =>
          void recorded.push(`${jobs.map(({ id, dueAt }) => `${id}@${dueAt}`).join()}: ${error}`),
      },
    })
    const door: JobDoor = {
      now: () => 1_000_000,
      jobs: ctx.jobs,
      shopContext: () => ctx,
      table: { order: flow },
      ...(batch && { batches: { order: batch } }),
      wait: async () => undefined,
      tellFailure: ({ delay }) => void told.push(delay),
    }
    const [first, ...more] = Array.from({ length: count }, (_, i) => ({
      ...job,
      id: BigInt(i + 1),
      attempts,
    }))
    const jobs = [first ?? job, ...more] as const
    return { pause: await runJobs({ door, jobs, pauses }), recorded, told, pauses }
  }

  test('behavior: all jobs of a batch go back as they were, and the shop rests', async () => {
    const batch: JobBatch = () => Promise.reject(passing())
    const { pause, recorded, told } = await runAll({ count: 3, batch })
    expect(recorded).toEqual(['1@999990,2@999990,3@999990: Shopify failed.'])
    expect([pause, told]).toEqual([100, [1]])
  })

  test('behavior: a step of a batch runs again once the shop has rested, at most four times', async () => {
    let tries = 0
    const batch: JobBatch = async (_ctx, _jobs, again) => {
      await again(async () => {
        tries += 1
        if (tries === 1) throw passing()
      })
      return new Map()
    }
    const { pause, recorded, pauses } = await runAll({ count: 2, batch })
    expect([tries, pause, recorded]).toEqual([2, 0, ['done 1', 'done 2']])
    expect(pauses.listTroubled()).toEqual([])
    let steps = 0
    const fail = () => {
      steps += 1
      return Promise.reject(passing())
    }
    const never: JobBatch = (_ctx, _jobs, again) => again(fail)
    const { recorded: back } = await runAll({ count: 2, batch: never })
    expect([steps, back]).toEqual([4, ['1@999990,2@999990: Shopify failed.']])
    steps = 0
    await runAll({ count: 2, batch: never, troubles: 6 })
    expect(steps).toBe(1)
  })

  test('behavior: a step that fails for its own reason does not run again, and each job waits', async () => {
    let steps = 0
    const batch: JobBatch = (_ctx, _jobs, again) =>
      again(() => {
        steps += 1
        return Promise.reject(lasting())
      })
    const { pause, recorded } = await runAll({ count: 2, batch })
    expect([steps, pause, recorded]).toEqual([1, 0, ['failed 1, +30', 'failed 2, +30']])
  })

  test('behavior: one job of a batch that fails leaves the others done', async () => {
    const batch: JobBatch = async (_ctx, [first]) => new Map([[first, lasting()]])
    expect((await runAll({ count: 3, batch })).recorded).toEqual(['done 2', 'done 3', 'failed 1, +30'])
    const some: JobBatch = async (_ctx, [first]) => new Map([[first, passing()]])
    const { pause, recorded } = await runAll({ count: 3, batch: some })
    expect([pause, recorded]).toEqual([100, ['done 2', 'done 3', 'failed 1, +1']])
  })

  test('behavior: a job that fails alone waits with the shop while it fails, and else longer each time', async () => {
    expect((await runAll({ count: 1, attempts: 4 })).recorded).toEqual(['failed 1, +16'])
    expect((await runAll({ count: 1, attempts: 4, troubles: 4 })).recorded).toEqual(['failed 1, +2'])
    expect((await runAll({ count: 1, attempts: 30 })).recorded).toEqual(['failed 1, +21600'])
  })

  test('behavior: orders of a shop that Shopify throttles go back as they were, until it has points again', async () => {
    const batch: JobBatch = async (_ctx, [first]) => new Map([[first, throttled()]])
    const one = await runAll({ count: 1, attempts: 4, batch, flow: () => Promise.reject(throttled()) })
    const some = await runAll({ count: 3, batch })
    expect(one.recorded).toEqual(['1@999990: Throttled.'])
    expect(some.recorded).toEqual(['done 2', 'done 3', '1@999990: Throttled.'])
    for (const { pause, told, pauses } of [one, some]) {
      expect([pause, told, pauses.listResting()]).toEqual([3_200, [4], [shop.id]])
      expect(pauses.listTroubled()).toEqual([])
    }
  })

  test.each([
    ['as often as it must', 3.2, 12],
    ['for as long as one step needs', 20, 2],
  ])('behavior: a step of a batch waits for the points of its shop, %s', async (_, seconds, needed) => {
    let tries = 0
    const batch: JobBatch = async (_ctx, _jobs, again) => {
      await again(async () => {
        tries += 1
        if (tries < needed) throw throttled(seconds)
      })
      return new Map()
    }
    const { pause, recorded } = await runAll({ count: 2, batch })
    expect([tries, pause, recorded]).toEqual([needed, 0, ['done 1', 'done 2']])
  })

  test('behavior: a batch does not wait for points that take longer than two minutes', async () => {
    const batch: JobBatch = async (_ctx, _jobs, again) => {
      await again(() => Promise.reject(throttled(121)))
      return new Map()
    }
    expect((await runAll({ count: 2, batch })).recorded).toEqual(['1@999990,2@999990: Throttled.'])
  })

  test('behavior: a batch that lost its lock, or met a database that was away, goes back as it was', async () => {
    const stale = new ConflictError('ERR_JOB_STALE', 'The lock is gone.')
    const missing = new UpstreamError('ERR_DATABASE_AWAY', 'The database does not answer.')
    for (const error of [stale, missing]) {
      const { pause, recorded } = await runAll({ count: 2, batch: () => Promise.reject(error) })
      expect([pause, recorded]).toEqual([0, [`1@999990,2@999990: ${error.message}`]])
    }
  })

  test('behavior: a batch whose shop has left is dropped', async () => {
    const batch: JobBatch = () => Promise.reject(new NotFoundError('ERR_SHOP_NOT_FOUND', 'No such shop.'))
    expect((await runAll({ count: 2, batch })).recorded).toEqual(['done 1', 'done 2'])
  })
})
