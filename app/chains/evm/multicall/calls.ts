import type { EvmAddress } from '../../../core/chain/types.ts'
import { countIds } from '../../../core/requirement/countIds.ts'
import type { TokenRange } from '../../../core/requirement/reads.ts'

/** One thing to be found out inside the multicall. */
export type InnerCall = ContractCall | CoinBalance | OwnerScan

export type ContractCall = {
  readonly kind?: undefined
  readonly target: EvmAddress
  /** Call data as hex digits without `0x`, at most 32,767 bytes. */
  readonly data: string
  /** Bytes of the answer that are copied, at most 8,192. */
  readonly limit: number
  /** Gas the call gets at most, below 2^24. */
  readonly gasCap: number
  /**
   * `writes`: it may change state, for calls after it in the same request. `reverts`: what it reverts with is an answer
   * too; a byte before the answer is 01, or 00 for reverted.
   */
  readonly mode?: 'writes' | 'reverts'
}

/** How much of the chain's coin an address has, as one word. */
export type CoinBalance = { readonly kind: 'balance'; readonly target: EvmAddress }

/**
 * Whose ids of an ERC-721 are: one byte for each id in order, 0 nobody's of the owners, 1 the first's, and so on.
 *
 * It fails as a whole when the contract answers nonsense or gas runs out for one id; an id that reverts is nobody's.
 */
export type OwnerScan = {
  readonly kind: 'scan'
  readonly target: EvmAddress
  /** At most 255. */
  readonly owners: readonly EvmAddress[]
  /** At most 5,000 ids. */
  readonly ids: readonly TokenRange[]
  /** Gas reckoned for each id, below 2^24: all ids together get that much, and sixteen times more for hard ones. */
  readonly gasCap: number
}

/** How many bytes a call answers with at most. */
export function limitOf(call: InnerCall): number {
  switch (call.kind) {
    case 'balance':
      return 32
    case 'scan':
      return countScanned(call.ids)
    case undefined:
      return call.limit
  }
}

/** How many ids a scan is of; `Infinity` for as many as no request can hold. */
export function countScanned(ids: readonly TokenRange[]): number {
  const count = countIds(ids)
  return count > 65_535n ? Number.POSITIVE_INFINITY : Number(count)
}
