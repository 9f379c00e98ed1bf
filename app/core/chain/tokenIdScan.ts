import type { ChainSlug, EvmAddress } from './types.ts'

/** Whose word a scan rests on: that of the chain's own sources, or of its second opinion. They never share one. */
export type ScanRole = 'first' | 'second'

/** Which ids of one ERC-1155 contract a wallet has ever received within a range of blocks, by the contract's own logs. */
export type TokenIdScan = {
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  readonly owner: EvmAddress
  /** Every block from `firstBlock` to `lastBlock`, both included, was looked at. */
  readonly firstBlock: bigint
  readonly lastBlock: bigint
  readonly ids: readonly bigint[]
  /** Whether the wallet received more ids than are kept. */
  readonly isFull: boolean
}
