import { expect, test } from 'vitest'
import { NotFoundError, UpstreamError } from '../../app/core/errors/base.ts'
import type { Job } from '../../app/core/job/types.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import { runJob } from '../../app/jobs/runJob.ts'
import type { JobDoor, JobFlow } from '../../app/jobs/types.ts'
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
} as const satisfies Job

/** Run the job by a flow; returns what was reported and how the job was recorded. */
async function run(flow: JobFlow, jobs: Partial<FlowContext['jobs']> = {}) {
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
  await runJob({ door, job })
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

test('behavior: a job of a shop that has left is dropped, and reported as done', async () => {
  const leave = () => Promise.reject(new NotFoundError('ERR_SHOP_NOT_FOUND', 'No such shop.'))
  expect(await run(leave)).toEqual({ ended: [false], recorded: ['done'] })
})
