import { findClientAddress } from './findClientAddress.ts'
import type { ClientAddress } from './types.ts'

/**
 * Choose the client that a request counts on: the address that the outermost trusted proxy reports, if there are such
 * proxies and it reports one, otherwise the connecting address.
 *
 * Entries further left in `X-Forwarded-For` are the client's own claims and are ignored.
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
