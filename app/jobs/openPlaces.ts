import type { Job } from '../core/job/types.ts'
import { LOCK_SECONDS, runJob } from './runJob.ts'
import type { JobDoor } from './types.ts'

const AT_ONCE = 4

export type JobPlaces = {
  /** Look for due jobs at once, because one was queued. */
  readonly ring: () => void
  /** Resolves when no job runs any more; returns how many were run, failed ones included. */
  readonly rest: () => Promise<number>
}

/**
 * Open places that each run one job at a time. A due job takes the first free place, so a slow job blocks only its own.
 */
export function openPlaces({
  door,
  onError,
}: {
  door: JobDoor
  onError: (error: unknown) => void
}): JobPlaces {
  const busy = new Set<Promise<void>>()
  let rings = 0
  let count = 0
  const claim = async (): Promise<Job | null> => {
    if (door.isClockTrusted && !(await door.isClockTrusted())) return null
    const { lockSeconds = LOCK_SECONDS } = door
    const jobs = await door.jobs.claim({ at: door.now(), lockSeconds, limit: 1 })
    return jobs[0] ?? null
  }
  const work = async (): Promise<void> => {
    while (!door.isStopped?.()) {
      const seen = rings
      const job = await claim()
      if (job) {
        // More jobs may be due. The places start one after the other, so an empty queue costs one query.
        start()
        await runJob({ door, job })
        count += 1
      } else if (seen === rings) return
    }
  }
  const start = (): void => {
    if (busy.size >= (door.atOnce ?? AT_ONCE) || door.isStopped?.()) return
    const place = work()
      .catch(onError)
      .finally(() => busy.delete(place))
    busy.add(place)
  }
  return {
    ring: () => {
      rings += 1
      start()
    },
    rest: async () => {
      while (busy.size > 0) await Promise.all(busy)
      return count
    },
  }
}
