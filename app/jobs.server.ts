import {
  clockGuard,
  closeContext,
  isDraining,
  jobBell,
  metrics,
  publicContext,
  traces,
  writeShopFault,
} from './context.server.ts'
import { deleteExpired } from './jobs/deleteExpired.ts'
import { jobBatches, jobTable } from './jobs/jobTable.ts'
import { startJobs } from './jobs/startJobs.ts'
import type { JobFailure } from './jobs/types.ts'
import { log } from './log/log.ts'
import { runOnce } from './runOnce.server.ts'
import { shopContext } from './shopify.server.ts'

/*
 * Runs jobs beside requests. Any number of processes may do so; each job runs in one of them.
 */
const { now, reservations, jobs } = publicContext

function writeFailure({ kind, myshopifyDomain, reason, delay }: JobFailure): void {
  const { msg, code, errorId } = reason
  writeShopFault({ myshopifyDomain, code })
  log.warn(`A job failed, and runs again in ${delay} s. ${msg}`, {
    ...{ job: kind, shop: myshopifyDomain, code, ...(errorId && { errorId }) },
  })
}

const running = runOnce({
  name: 'jobs',
  start: () =>
    startJobs({
      door: {
        ...{
          now,
          jobs,
          shopContext,
          table: jobTable,
          batches: jobBatches,
          isClockTrusted: clockGuard.isTrusted,
        },
        report: metrics.countJob,
        tellFailure: writeFailure,
        ...(traces.isOn && {
          trace: (kind, run) =>
            traces.runSpan(
              { name: `job ${kind}`, kind: 'internal', attributes: { 'palisade.job': kind } },
              run,
            ),
        }),
      },
      ticks: [
        {
          everySeconds: 60,
          run: async () => (await clockGuard.isTrusted()) && reservations.sweep({ at: now() }),
        },
        {
          everySeconds: 3600,
          run: async () => {
            if (await clockGuard.isTrusted()) await deleteExpired(publicContext)
          },
        },
        { everySeconds: 60, run: clockGuard.check },
      ],
      everySeconds: 10,
    }),
  stop: (earlier) => earlier.stop(),
})

jobBell.ring = running.ring
// The first tick comes after a minute. It never throws.
void clockGuard.check()

/** Say at /readyz that this server stops, and start no more jobs; called once, before the server stops listening. */
export function startDraining(): void {
  isDraining.now = true
  // `closeApp` waits for the running ones.
  void running.stop()
}

/** Stop the jobs, then close the database; called once, when the server ends. */
export const closeApp = async (): Promise<void> => {
  await running.stop()
  await closeContext()
}
