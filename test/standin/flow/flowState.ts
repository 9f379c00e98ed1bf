import type { AccountKey } from './createFlowKey.ts'

export type FlowLabel = {
  readonly kind: 'nft' | 'token' | 'other'
  readonly name?: string
  readonly symbol?: string
}

/** What the local Access API holds, by address: 16 hex digits without a prefix. */
export type FlowState = {
  network: string
  height: bigint
  readonly accounts: Map<string, { readonly keys: readonly AccountKey[] }>
  /** What each holder has of a contract, as a UFix64 of Cadence; or that its code fails. By its name in Cadence. */
  readonly contracts: Map<string, ReadonlyMap<string, string> | 'fails'>
  /** What each contract says of itself, by its name in Cadence. One that is absent here counts NFTs, without a name. */
  readonly labels: Map<string, FlowLabel>
}
