import { findClientAddress } from './findClientAddress.ts'
import type { ClientAddress } from './types.ts'

/**
 * Choose whom to count a request on: whoever connected, or whom the outermost of our own proxies says it came from.
 *
 * What stands further left in `X-Forwarded-For` is the client's own claim and is not believed.
 */
export function chooseClientAddress({
  remoteAddress,
  forwardedFor,
  trustedProxies,
}: {
  remoteAddress: string | null
  forwardedFor: string | null
  trustedProxies: number
}): ClientAddress | null {
  if (trustedProxies === 0) return findClientAddress(remoteAddress)
  const hops = (forwardedFor ?? '').split(',')
  return findClientAddress(hops[hops.length - trustedProxies] ?? null) ?? findClientAddress(remoteAddress)
}
