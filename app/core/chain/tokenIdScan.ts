import type { ChainSlug, EvmAddress } from './types.ts'

/** Which endpoints a scan comes from: the chain's own, or its second opinion. The two never share a scan. */
export type ScanRole = 'first' | 'second'

/** Ids of one ERC-1155 contract that a wallet received within a range of blocks, according to the contract's logs. */
export type TokenIdScan = {
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  readonly owner: EvmAddress
  /** The scan covers every block from `firstBlock` to `lastBlock`, both included. */
  readonly firstBlock: bigint
  readonly lastBlock: bigint
  readonly ids: readonly bigint[]
  /** Whether the wallet received more ids than a scan stores. */
  readonly isFull: boolean
}
