import type { CountedToken } from './listTokenKeys.ts'
import type { TokenUses } from './types.ts'

/** A token that an id may mean, and what is left of it. */
export type FoundToken = CountedToken & TokenUses & { readonly free: number }

/** How often a token was used at a gate whose uses are public. */
export type PublicUses = {
  readonly number: number
  /** The shop’s own domain. */
  readonly domain: string
  /** What shoppers read. */
  readonly name: string
  /** Uses that each token has. */
  readonly limit: number
  /** None if the gate counts no token that the id may mean. */
  readonly tokens: readonly FoundToken[]
}
