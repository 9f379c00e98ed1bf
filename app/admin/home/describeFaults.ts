import type { FaultCount } from '../../core/fault/types.ts'
import { formatCount } from '../list/formatCount.ts'

/** What happened, by its error code. Another code is a fault of this server. */
const WORDS: Readonly<Record<string, string>> = {
  ERR_SHOPIFY_USER: 'Shopify refused a request',
  ERR_SHOPIFY_REQUEST: 'Shopify did not answer as expected',
  ERR_KEYS_CHANGING: 'no key of the shop signed',
  ERR_DATABASE_AWAY: 'the database did not answer',
  ERR_STORED_INVALID: 'a stored value could not be read',
  ERR_JOB_STALE: 'a background job took too long',
  ERR_DISCOUNTS_FULL: 'Shopify allowed no further discount',
}
const OTHER = 'this server had a fault'

/** Describe the errors of the last day: what happened, and how often. */
export function describeFaults(faults: readonly FaultCount[]): string {
  const counts = new Map<string, number>()
  for (const { code, count } of faults) {
    const words = WORDS[code] ?? OTHER
    counts.set(words, (counts.get(words) ?? 0) + count)
  }
  const total = faults.reduce((sum, { count }) => sum + count, 0)
  const parts = [...counts].map(([words, count]) => `${words} (${count.toLocaleString('en')})`)
  return `${formatCount(total, 'error')} in the last 24 hours: ${parts.join(', ')}. Palisade tries failed background work again.`
}

/** No fault: the server answered as many shoppers at once as its operator allows. */
export const BUSY = 'ERR_SERVER_BUSY'

/** Describe how often shoppers were asked to come back within the last day. */
export function describeBusy(count: number): string {
  return `In the last 24 hours, very many shoppers came at once. The server asked them to wait and try again ${formatCount(count, 'time')}.`
}
