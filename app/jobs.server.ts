import { closeContext, jobBell, publicContext } from './context.server.ts'
import { jobTable } from './jobs/jobTable.ts'
import { startJobs } from './jobs/startJobs.ts'
import { runOnce } from './runOnce.server.ts'
import { shopContext } from './shopify.server.ts'

/*
 * The work that goes on beside requests. Any number of processes may do it; each piece is done by one of them.
 */
const { now, reservations, jobs } = publicContext

const running = runOnce({
  name: 'jobs',
  start: () =>
    startJobs({
      door: { now, jobs, shopContext, table: jobTable },
      ticks: [{ everySeconds: 60, run: () => reservations.sweep({ at: now() }) }],
      everySeconds: 10,
    }),
  stop: (earlier) => earlier.stop(),
})

jobBell.ring = running.ring

/** End what runs, then give up the database: called once, when the server ends. */
export const closeApp = async (): Promise<void> => {
  await running.stop()
  await closeContext()
}
