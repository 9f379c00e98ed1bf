import type { EvmAddress } from '../../../core/chain/types.ts'
import { countIds } from '../../../core/requirement/countIds.ts'
import type { TokenRange } from '../../../core/requirement/tokenRange.ts'

/** One call inside the multicall. */
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
   * `writes`: it may change state for later calls of the same request. `reverts`: revert data is an answer too. A byte
   * before the answer is 01 for success or 00 for reverted. A revert that used up its gas fails.
   */
  readonly mode?: 'writes' | 'reverts'
}

/** Asks for an address's balance of the chain's coin, as one word. */
export type CoinBalance = { readonly kind: 'balance'; readonly target: EvmAddress }

/**
 * Asks who owns some ids of an ERC-721. The answer is one byte for each id in order: 0 for none of the owners, 1 for
 * the first, and so on.
 *
 * It fails as a whole if the contract gives an invalid answer, or gas runs out, for one id. An id that reverts has no
 * owner.
 */
export type OwnerScan = {
  readonly kind: 'scan'
  readonly target: EvmAddress
  /** At most 255. */
  readonly owners: readonly EvmAddress[]
  /** At most 5,000 ids. */
  readonly ids: readonly TokenRange[]
  /** Average gas of an id, below 2^24. All ids share this times their number plus sixteen, as some ids need more. */
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

/** Count the ids of a scan; `Infinity` above 65,535, more than a request can hold. */
export function countScanned(ids: readonly TokenRange[]): number {
  const count = countIds(ids)
  return count > 65_535n ? Number.POSITIVE_INFINITY : Number(count)
}
