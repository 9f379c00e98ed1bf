import type { AccountKey } from './createFlowKey.ts'

/** What the local Access API holds, by address: 16 hex digits without a prefix. */
export type FlowState = {
  network: string
  height: bigint
  readonly accounts: Map<string, { readonly keys: readonly AccountKey[] }>
  /** What each holder has of a contract, as a UFix64 of Cadence; or that its code fails. By its name in Cadence. */
  readonly contracts: Map<string, ReadonlyMap<string, string> | 'fails'>
}
