import type { ChainSlug, EvmAddress, WalletAddress } from '../chain/types.ts'
import type { UnreadCode } from './reads.ts'

/**
 * Why a condition is not met. `no-wallet`: no wallet can hold anything on the condition's chain, so nothing was read.
 * `not-held-then`: the balance at the required past block is too small.
 */
export type UnmetReason =
  | 'too-little'
  | 'too-much'
  | 'not-listed'
  | 'listed'
  | 'excluded'
  | 'no-wallet'
  | 'not-held-then'

/** What one holder has of a condition. `via` is the delegate of a vault, null for a wallet. */
export type HolderReport = {
  readonly address: WalletAddress
  readonly via: EvmAddress | null
  readonly amount: bigint
  readonly tokenIds: readonly string[]
  /** There may be more that was not read. */
  readonly isPart?: true | undefined
}

/** The result of one condition's evaluation. Amounts are in base units, instants in Unix seconds. */
export type Findings = {
  readonly verdict: 'met' | 'unmet' | 'unchecked'
  readonly because: UnmetReason | null
  /** The known total over all holders; null if the verdict is `unchecked` or `because` is `no-wallet`. */
  readonly found: bigint | null
  readonly holders: readonly HolderReport[]
  /** The last block that was read; null if none was. */
  readonly block: bigint | null
  /** The others, if wallets or parts of an amount were read at several. */
  readonly otherBlocks?: readonly bigint[] | undefined
  readonly source: string | null
  readonly readAt: number | null
  /** If each token id must be held: the id, in decimal, that falls short. `found` is its amount. */
  readonly tokenId?: string | undefined
  /** Why the read failed. */
  readonly code: UnreadCode | null
  /** The chain whose read failed; null for a list. */
  readonly chain: ChainSlug | null
}
