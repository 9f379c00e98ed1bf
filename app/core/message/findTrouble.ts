import type { Receiver } from './types.ts'

/** What keeps messages from a receiver: `late` if they wait though its last attempt did not fail. */
export type ReceiverTrouble = {
  /** The host of its address; `Shopify Flow` for Flow. */
  readonly name: string
  readonly why: 'gone' | 'given-up' | 'failing' | 'late'
}

/** Shorter disturbances end by themselves. */
export const TROUBLE_SECONDS = 3600

/**
 * Find what keeps messages from a receiver, of what is stored; null if nothing does, or staff switched it off. `isLate`:
 * messages have waited for their first attempt for `TROUBLE_SECONDS`.
 */
export function findTrouble({
  receiver: { url, state, failingSince },
  isLate,
  now,
}: {
  readonly receiver: Pick<Receiver, 'url' | 'state' | 'failingSince'>
  readonly isLate: boolean
  readonly now: number
}): ReceiverTrouble | null {
  const [, host] = /^https?:\/\/([^/?]+)/.exec(url ?? '') ?? []
  const name = host ?? 'Shopify Flow'
  if (state === 'gone') return { name, why: 'gone' }
  if (state === 'failing') return { name, why: 'given-up' }
  if (state === 'staff') return null
  if (failingSince !== null && failingSince <= now - TROUBLE_SECONDS) return { name, why: 'failing' }
  return isLate ? { name, why: 'late' } : null
}
