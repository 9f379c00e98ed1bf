import type { Brand } from '../brand.ts'

/** A wallet or contract on an EVM chain: `0x` and 40 lower-case hex digits. Made by `parseEvmAddress`. */
export type EvmAddress = Brand<`0x${string}`, 'EvmAddress'>

/** A wallet, mint or collection on Solana: 32 bytes in base58, never folded. Made by `parseSolanaAddress`. */
export type SolanaAddress = Brand<string, 'SolanaAddress'>

/** An account on Flow: `0x` and 16 lower-case hex digits. Made by `parseFlowAddress`. */
export type FlowAddress = Brand<`0x${string}`, 'FlowAddress'>

/** A contract on Flow as Cadence names it, `A.0b2a3299cc857e29.TopShot`. Made by `parseFlowContract`. */
export type FlowContract = Brand<`A.${string}.${string}`, 'FlowContract'>

/** A contract, mint or collection in the internal form of its family. Made by `parseContractAddress`. */
export type ContractAddress = EvmAddress | SolanaAddress | FlowContract

/** A wallet's address in the internal form of its family. Made by `parseWalletAddress`. */
export type WalletAddress = EvmAddress | SolanaAddress | FlowAddress

/** The name of a chain on every wire: `ethereum`, or the CAIP-2 name `eip155:33139` of one that an operator added. */
export type ChainSlug = Brand<string, 'ChainSlug'>

/** Chains of one family share wallets and the way they are read. */
export type ChainFamily = 'evm' | 'solana' | 'flow'

/** One row of the chain table. `id` is the EIP-155 chain id; 101 for Solana, as Picket has it, and 539 for Flow. */
export type Chain = {
  readonly slug: ChainSlug
  readonly family: ChainFamily
  readonly id: number
  readonly name: string
  readonly nativeSymbol: string
  /** Decimals of its coin, as the chain's own code counts it. */
  readonly coinDecimals: number
  /** Usual milliseconds from one block, or slot, to the next. */
  readonly blockMs: number
  /** A public endpoint, for wallets that do not know the chain yet; never one of this server's own. Empty if unknown. */
  readonly publicRpc: string
  /** The host of its block explorer. */
  readonly explorerHost?: string
  /** The address of its Multicall3, if it is not the usual one. */
  readonly multicall3?: EvmAddress
}

/** How an endpoint batches calls: by our own code, which needs no deployment, or by the deployed Multicall3. */
export type EndpointAbility = 'deployless' | 'multicall3'
export type EndpointState = 'healthy' | 'resting' | 'wrong chain' | 'never asked'

/** Recent health of one RPC endpoint, for people. */
export type EndpointReport = {
  readonly chain: ChainSlug
  readonly name: string
  /** The host alone, because the rest of the URL may hold keys. */
  readonly host: string
  readonly state: EndpointState
  readonly requests: number
  readonly failures: number
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  /** Null before the first probe, and on Solana. */
  readonly ability: EndpointAbility | null
  /** The latest block it answered for. */
  readonly head: bigint | null
}
