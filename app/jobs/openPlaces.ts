import type { ShopId } from '../core/gate/types.ts'
import type { Job, JobKind } from '../core/job/types.ts'
import { createPauses } from './createPauses.ts'
import { runJobs } from './runJobs.ts'
import { LOCK_SECONDS } from './startRenewing.ts'
import type { JobDoor } from './types.ts'

const AT_ONCE = 4
/** Orders that one question to Shopify is about, at most. */
const MOST_TOGETHER = 24

export type JobPlaces = {
  /** Look for due jobs at once, because one was queued. */
  readonly ring: () => void
  /** Resolves when no job runs any more; returns how many were run, failed ones included. */
  readonly rest: () => Promise<number>
}

type Turn = Pick<Job, 'shopId' | 'kind'>

/**
 * Open places that each run the jobs of one claim at a time: one job, or several of a kind that runs together. The kinds
 * of work of all shops take turns. A shop never takes the last place, so one that Shopify keeps waiting holds up no other.
 */
export function openPlaces({
  door,
  onError,
}: {
  door: JobDoor
  onError: (error: unknown) => void
}): JobPlaces {
  const most = door.atOnce ?? AT_ONCE
  const busy = new Set<Promise<void>>()
  const running = new Map<ShopId, number>()
  const pauses = createPauses({ nowMs: () => performance.now(), random: Math.random })
  const together = Object.keys(door.batches ?? {}) as JobKind[]
  /** Whose turn it was in this round. */
  const turns = new Map<string, Turn>()
  let rings = 0
  let count = 0
  let claims: Promise<unknown> = Promise.resolve()

  /** Shops that get no further place: those that rest, have all but the last place, or have the one of a shop in need. */
  const listFull = (): ShopId[] => {
    const full = [...running].filter(
      ([id, places]) => places >= Math.max(1, most - 1) || pauses.isTroubled(id) || pauses.isThrottled(id),
    )
    return [...pauses.listResting(), ...full.map(([id]) => id)]
  }
  const ask = (): Promise<Job[]> => {
    const { lockSeconds = LOCK_SECONDS } = door
    const without = { shops: listFull(), turns: [...turns.values()] }
    const limits = { limit: MOST_TOGETHER, together, probed: pauses.listTroubled() }
    return door.jobs.claim({ at: door.now(), lockSeconds, ...limits, without })
  }
  const askRound = async (): Promise<Job[]> => {
    if (door.isClockTrusted && !(await door.isClockTrusted())) return []
    const jobs = await ask()
    if (jobs.length > 0 || turns.size === 0) return jobs
    // Everybody had a turn: the next round begins.
    turns.clear()
    return ask()
  }
  /** One claim at a time: two at once would each count a place of a shop before the other took it. */
  const claim = (): Promise<Job[]> => {
    const claimed = claims.then(async () => {
      const jobs = await askRound()
      const [first] = jobs
      if (!first) return jobs
      const { shopId, kind } = first
      turns.set(`${shopId} ${kind}`, { shopId, kind })
      running.set(shopId, (running.get(shopId) ?? 0) + 1)
      return jobs
    })
    claims = claimed.catch(() => {})
    return claimed
  }
  const run = async ([first, ...more]: readonly [Job, ...Job[]]): Promise<void> => {
    const { shopId } = first
    // More jobs may be due. The places start one after the other, so an empty queue costs one query.
    start()
    try {
      const pause = await runJobs({ door, jobs: [first, ...more], pauses })
      // A timer may fire a moment too early.
      if (pause > 0) setTimeout(ring, pause + 5).unref()
    } finally {
      count += 1 + more.length
      const left = (running.get(shopId) ?? 1) - 1
      if (left > 0) running.set(shopId, left)
      else running.delete(shopId)
    }
  }
  const work = async (): Promise<void> => {
    while (!door.isStopped?.()) {
      const seen = rings
      const [first, ...more] = await claim()
      if (first) await run([first, ...more])
      else if (seen === rings) return
    }
  }
  const start = (): void => {
    if (busy.size >= most || door.isStopped?.()) return
    const place = work()
      .catch(onError)
      .finally(() => busy.delete(place))
    busy.add(place)
  }
  const ring = (): void => {
    rings += 1
    start()
  }
  return {
    ring,
    rest: async () => {
      while (busy.size > 0) await Promise.all(busy)
      return count
    },
  }
}
