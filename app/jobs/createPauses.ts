import type { ShopId } from '../core/gate/types.ts'
import { choosePause } from '../core/job/choosePause.ts'

/** What this process knows of Shopify's passing faults and of its limits, by shop. */
export type Pauses = {
  /** Count a fault of work that began at `since`; returns how long the shop's work rests, in milliseconds. */
  readonly add: (parameters: { shopId: ShopId; since: number }) => number
  /** Let the shop's work rest until it has points again. Shopify works, so this is no fault. Returns the milliseconds. */
  readonly rest: (parameters: { shopId: ShopId; seconds: number }) => number
  /** Forget the faults of a shop whose work, begun at `since`, went well. */
  readonly end: (parameters: { shopId: ShopId; since: number }) => void
  readonly isTroubled: (shopId: ShopId) => boolean
  /** Whether Shopify throttled the shop within the last minute: more work at the same time would only compete for points. */
  readonly isThrottled: (shopId: ShopId) => boolean
  /** Shops whose work rests now. */
  readonly listResting: () => ShopId[]
  /** Shops that had a fault and no success since, resting or not. */
  readonly listTroubled: () => ShopId[]
}

/** So long after its rest a shop has one place. */
const THROTTLED_MS = 60_000

type Pause = { readonly faults: number; readonly startedAt: number; readonly until: number }

/**
 * Remember Shopify's passing faults by shop. The work of the whole shop rests, not the order that met the fault. Faults
 * of work that ran already when a rest began count once.
 */
export function createPauses({ nowMs, random }: { nowMs: () => number; random: () => number }): Pauses {
  const pauses = new Map<ShopId, Pause>()
  /** Until when shops that Shopify throttles rest. */
  const rests = new Map<ShopId, number>()
  const isThrottled = (shopId: ShopId): boolean => {
    const until = rests.get(shopId)
    return until !== undefined && nowMs() < until + THROTTLED_MS
  }
  const listResting = (): ShopId[] => {
    const at = nowMs()
    for (const shopId of rests.keys()) if (!isThrottled(shopId)) rests.delete(shopId)
    const faulty = [...pauses].filter(([, { until }]) => until > at)
    const throttled = [...rests].filter(([, until]) => until > at)
    return [...faulty, ...throttled].map(([shopId]) => shopId)
  }
  return {
    add: ({ shopId, since }) => {
      const at = nowMs()
      const known = pauses.get(shopId)
      if (known && since < known.startedAt) return Math.max(0, known.until - at)
      const faults = (known?.faults ?? 0) + 1
      const ms = choosePause({ faults, chance: random() })
      pauses.set(shopId, { faults, startedAt: at, until: at + ms })
      return ms
    },
    rest: ({ shopId, seconds }) => {
      const ms = Math.ceil(seconds * 1000)
      rests.set(shopId, Math.max(rests.get(shopId) ?? 0, nowMs() + ms))
      return ms
    },
    end: ({ shopId, since }) => {
      const known = pauses.get(shopId)
      if (known && since >= known.startedAt) pauses.delete(shopId)
    },
    isTroubled: (shopId) => pauses.has(shopId),
    isThrottled,
    listResting,
    listTroubled: () => [...pauses.keys()],
  }
}
