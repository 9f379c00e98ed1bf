import type { ChainSlug, ContractAddress } from '../chain/types.ts'

/** A token that the server knows before anybody pastes its address. */
export type KnownToken = {
  readonly chain: ChainSlug
  readonly contract: ContractAddress
  readonly name: string
  /** Empty if it has none. */
  readonly symbol: string
  /** How balances of it are read. */
  readonly kind: 'erc20' | 'erc721' | 'erc1155' | 'spl' | 'collection' | 'flowNft' | 'flowToken'
}
