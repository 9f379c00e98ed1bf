import type { ShopId } from '../../core/gate/types.ts'
import type { Job, JobKind, JobRow } from '../../core/job/types.ts'
import type { Database } from '../database.ts'
import { type AddJobParameters, addJob } from './addJob.ts'
import { type ClaimJobsParameters, claimJobs } from './claimJobs.ts'
import { ensureJobs } from './ensureJobs.ts'
import { type FailJobParameters, failJob } from './failJob.ts'
import { type FinishJobParameters, finishJob } from './finishJob.ts'
import { listJobs } from './listJobs.ts'
import { type RenewJobParameters, renewJob } from './renewJob.ts'

export type JobStore = {
  readonly add: (parameters: Omit<AddJobParameters, 'db'>) => Promise<void>
  readonly claim: (parameters: Omit<ClaimJobsParameters, 'db'>) => Promise<Job[]>
  readonly done: (parameters: Omit<FinishJobParameters, 'db'>) => Promise<void>
  readonly fail: (parameters: Omit<FailJobParameters, 'db'>) => Promise<void>
  readonly renew: (parameters: Omit<RenewJobParameters, 'db'>) => Promise<boolean>
  readonly list: (parameters: { shopId: ShopId; limit: number }) => Promise<JobRow[]>
  readonly ensure: (parameters: { kind: JobKind; key: string; runAt: number }) => Promise<void>
}

/** Make the job port. */
export function createJobStore({ db }: { db: Database }): JobStore {
  return {
    add: (parameters) => addJob({ db, ...parameters }),
    claim: (parameters) => claimJobs({ db, ...parameters }),
    done: (parameters) => finishJob({ db, ...parameters }),
    fail: (parameters) => failJob({ db, ...parameters }),
    renew: (parameters) => renewJob({ db, ...parameters }),
    list: (parameters) => listJobs({ db, ...parameters }),
    ensure: (parameters) => ensureJobs({ db, ...parameters }),
  }
}
