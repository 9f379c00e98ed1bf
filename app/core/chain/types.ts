import type { Brand } from '../brand.ts'

/** A wallet or contract on an EVM chain: `0x` and 40 lower-case hex digits. Made by `parseAddress`. */
export type EvmAddress = Brand<`0x${string}`, 'EvmAddress'>

/** The name of a chain on every wire: lower-case, e.g. `ethereum`, `polygon`. Made by `parseChainSlug`. */
export type ChainSlug = Brand<string, 'ChainSlug'>

export type ChainFamily = 'evm'

/** One row of the chain table. `id` is the EIP-155 chain id. */
export type Chain = {
  readonly slug: ChainSlug
  readonly family: ChainFamily
  readonly id: number
  readonly name: string
  readonly nativeSymbol: string
  /** An endpoint that anybody may use, for wallets that do not know the chain yet; never one of this server's own. */
  readonly publicRpc: string
}
