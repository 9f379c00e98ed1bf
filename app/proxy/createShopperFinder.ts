import { createWindowCounter } from '../core/limit/createWindowCounter.ts'
import { findClientAddress } from '../core/limit/findClientAddress.ts'
import { edgeLimit } from '../core/limit/limits.ts'
import { tooManyRequests } from '../core/limit/tooManyRequests.ts'
import type { ClientAddress } from '../core/limit/types.ts'

export type CreateShopperFinderParameters = {
  /** The number of the operator's own proxies that add an address. */
  readonly trustedProxies: number
  /** The number of addresses that Shopify adds after the shopper's; null if the operator does not configure it. */
  readonly shopifyProxies: number | null
  /** The operator's multiplier for every limit. */
  readonly factor: number
  /** Unix seconds. */
  readonly now: () => number
  /** Warns the operator. Called on each request that gives a reason; must log each sentence only once. */
  readonly warn: (sentence: string) => void
}
export type ShopperFinder = {
  /**
   * Find the client address that limits count for a signed request; null if its `X-Forwarded-For` does not name one.
   * @throws {AccessError} ERR_RATE_LIMITED for an edge that sends more than `edgeLimit`.
   */
  readonly find: (forwardedFor: string | null) => ClientAddress | null
  /** Record that a request with this header is genuine, because this wallet signed it. */
  readonly confirm: (forwardedFor: string | null, walletAddress: string) => void
  /** Whether a shopper was found since the process started. */
  readonly hasFound: () => boolean
}

/**
 * If this many shoppers have one more address after theirs, and none lacks it, Shopify adds it and not the shoppers.
 */
const ENOUGH = 50
const REMEMBERED_EDGES = 1_000

/**
 * Make a finder of the shopper's address in `X-Forwarded-For`, which Shopify documents as the client's address.
 *
 * A shopper may write addresses in front, but cannot remove any. So the last address counts, and one request with a
 * single address proves that nothing is added after the shopper's. But if each of fifty shoppers who signed has two
 * addresses, the last one is an edge that they share, and the one before it counts. The edge then has a wide limit of
 * its own, because somebody with fifty wallets could fake this while nobody else is there.
 * @see https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
 */
export function createShopperFinder(parameters: CreateShopperFinderParameters): ShopperFinder {
  const { trustedProxies, shopifyProxies, factor, now, warn } = parameters
  const behind = trustedProxies + (shopifyProxies ?? 0)
  const countEdge = createWindowCounter({ limit: edgeLimit, factor, mostKeys: REMEMBERED_EDGES })
  const proven = new Set<ClientAddress>()
  const signers = new Set<string>()
  let isSettled = shopifyProxies !== null
  let hasFound = false

  const read = (forwardedFor: string | null) => {
    const hops = forwardedFor?.trim() ? forwardedFor.split(',') : []
    const at = hops.length - 1 - behind
    const last = findClientAddress(hops[at] ?? null)
    return { at, last, before: findClientAddress(hops[at - 1] ?? null) }
  }
  return {
    find: (forwardedFor) => {
      const { at, last, before } = read(forwardedFor)
      if (last === null) warn(UNKNOWN)
      else hasFound = true
      if (at === 0) isSettled = true
      const isEdge = !isSettled && proven.size >= ENOUGH
      if (!isEdge || last === null) return last
      const retryAfter = countEdge({ key: last, now: now() })
      if (retryAfter !== null) throw tooManyRequests({ retryAfter })
      return before
    },
    confirm: (forwardedFor, walletAddress) => {
      if (isSettled || proven.size >= ENOUGH) return
      const { at, before } = read(forwardedFor)
      // One wallet counts once, whatever addresses it writes in front and however it spells its own.
      const signer = walletAddress.toLowerCase()
      if (at <= 0 || before === null || proven.has(before) || signers.has(signer)) return
      proven.add(before)
      signers.add(signer)
      if (proven.size >= ENOUGH) warn(SHARED)
    },
    hasFound: () => hasFound,
  }
}

const UNKNOWN =
  'A request from Shopify has no shopper address in X-Forwarded-For at the position that TRUSTED_PROXIES and SHOPIFY_PROXIES give. Only the limits of the wallet and the shop apply to such requests. Check both variables.'
const SHARED =
  'Every shopper so far has one more address after theirs in X-Forwarded-For. Limits count the address before the last. Set TRUSTED_PROXIES if your own proxy adds it, or SHOPIFY_PROXIES=1 if Shopify adds it.'
