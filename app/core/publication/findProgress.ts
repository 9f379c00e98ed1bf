import type { Gate } from '../gate/types.ts'
import type { JobPayload } from '../job/types.ts'
import { parseTargets } from './targets.ts'

/** The progress of a job that publishes several gates. */
export type Progress = {
  /** The gates that the job publishes. */
  readonly gates: readonly Gate[]
  /** How many of them are published. */
  readonly done: number
  /** Whether an attempt failed. The job retries by itself. */
  readonly isFailing: boolean
}

/** Find the progress of a job among a shop's gates; null if there is no job, or all its gates are published. */
export function findProgress({
  job,
  gates: all,
}: {
  job: { readonly payload: JobPayload; readonly attempts: number } | null
  gates: readonly Gate[]
}): Progress | null {
  if (!job) return null
  const numbers = new Set(parseTargets(job.payload).map(({ number }) => number))
  const gates = all.filter(({ number }) => numbers.has(number))
  const done = gates.filter(({ publication }) => publication.kind === 'published').length
  return done < gates.length ? { gates, done, isFailing: job.attempts > 0 } : null
}
