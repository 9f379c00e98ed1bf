import type { ChainSlug } from '../chain/types.ts'
import type { TokenUses } from './types.ts'

/** A token that a gate counts. `key` is as in the ledger, `id` its number in decimal or its mint. */
export type CountedToken = {
  readonly key: string
  readonly chain: ChainSlug
  /** Null on Solana, where the mint says it all. */
  readonly contract: string | null
  readonly id: string
  /** Of the collection, as the gate remembers it. Empty if it has none. */
  readonly name: string
}

/** A token that an id may mean, and what is left of it. */
export type FoundToken = CountedToken & TokenUses & { readonly free: number }

/** How often a token was used at a gate whose uses are public. */
export type PublicUses = {
  readonly number: number
  /** The shop’s own domain. */
  readonly domain: string
  /** What shoppers read. */
  readonly name: string
  /** By what people name its tokens: a number in a contract, or a mint on Solana. */
  readonly named: 'number' | 'mint' | 'either'
  /** Whether the gate opens for anybody now: it runs, not in test, and has a place left. */
  readonly isOpen: boolean
  /** Uses that each token has. */
  readonly limit: number
  /** None if the gate counts no token that the id may mean. */
  readonly tokens: readonly FoundToken[]
}
