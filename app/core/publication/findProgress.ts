import type { Gate } from '../gate/types.ts'
import type { JobPayload } from '../job/types.ts'
import { parseTargets } from './targets.ts'

/** How far a job that publishes several gates has come. */
export type Progress = {
  /** The gates that the job was asked for. */
  readonly gates: readonly Gate[]
  /** How many of them are published. */
  readonly done: number
  /** Whether an attempt failed; the job is tried again by itself. */
  readonly isFailing: boolean
}

/** Find how far a job has come among a shop's gates; null where no job is left, or nothing is left for it. */
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
