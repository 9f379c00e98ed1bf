// Run by takeOver.long.test.ts as a separate process: an endless job that prints each step until the process is killed.
import { writeSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { PalisadeError } from '../../../app/core/errors/base.ts'
import { createJobsPort } from '../../../app/db/jobs.ts'
import { openDatabase } from '../../../app/db/openDatabase.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { startJobs } from '../../../app/jobs/startJobs.ts'

const [url = '', lockSeconds] = process.argv.slice(2)
const db = await openDatabase({ kind: 'postgresql', url })
const locks = new Map<string, () => void>()
// With the time, because the test checks which process worked when.
const say = (word: string) => writeSync(1, `${word} ${Date.now()}\n`)
startJobs({
  door: {
    now: () => Math.floor(Date.now() / 1000),
    jobs: createJobsPort({ db }),
    shopContext: ({ myshopifyDomain, requireLock }) => {
      locks.set(myshopifyDomain, requireLock)
      return {} as FlowContext
    },
    lockSeconds: Number(lockSeconds),
    table: {
      reconcile: async () => undefined,
      order: async (_ctx, { myshopifyDomain }) => {
        for (;;) {
          try {
            locks.get(myshopifyDomain)?.()
          } catch (error) {
            say(error instanceof PalisadeError ? error.code : 'broken')
            throw error
          }
          say('step')
          await wait(100)
        }
      },
    },
  },
  ticks: [],
  everySeconds: 0.2,
})
say('ready')
// The job's timers keep no process alive.
setInterval(() => {}, 60_000)
