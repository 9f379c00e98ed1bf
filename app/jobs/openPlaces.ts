import type { Job } from '../core/job/types.ts'
import { LOCK_SECONDS, runJob } from './runJob.ts'
import type { JobDoor } from './types.ts'

const AT_ONCE = 4

export type JobPlaces = {
  /** Look for work at once: something was just asked for. */
  readonly ring: () => void
  /** Settles when nothing runs any more; answers how much was done or tried. */
  readonly rest: () => Promise<number>
}

/**
 * Open places for work, in each of which one piece runs. What is due takes the first that is free: a slow piece holds its
 * own and no other.
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
    const { lockSeconds = LOCK_SECONDS } = door
    const jobs = await door.jobs.claim({ at: door.now(), lockSeconds, limit: 1 })
    return jobs[0] ?? null
  }
  const work = async (): Promise<void> => {
    while (!door.isStopped?.()) {
      const seen = rings
      const job = await claim()
      if (job) {
        // There may be more: one place after the other looks, so that a quiet shop is asked about once.
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
