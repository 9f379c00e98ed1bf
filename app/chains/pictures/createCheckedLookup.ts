import { type LookupAddress, type LookupAllOptions, lookup as lookupHost } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './isPublicAddress.ts'

export type CreateCheckedLookupParameters = {
  /** Resolve a host to all its addresses; by default as this machine does. */
  readonly resolve?: ((host: string, options: LookupAllOptions, found: Found) => void) | undefined
  readonly isPublic?: ((address: string) => boolean) | undefined
  /** The error of a host of which an address is refused. */
  readonly refuse: () => Error
}
type Found = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void

/**
 * Make a look-up for Node's connections that refuses a host if one of its addresses is not public. It is asked as the
 * connection is made, so a host cannot answer a check with one address and the connection with another.
 */
export function createCheckedLookup({
  resolve = lookupHost,
  isPublic = isPublicAddress,
  refuse,
}: CreateCheckedLookupParameters): LookupFunction {
  return (host, options, answer) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return answer(error ?? new Error('the host has no address'), '', 0)
      if (!addresses.every(({ address }) => isPublic(address))) return answer(refuse(), '', 0)
      if (options.all) answer(null, addresses)
      else answer(null, first.address, first.family)
    })
  }
}
