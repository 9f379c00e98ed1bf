import type { KeyNames } from '../project/types.ts'

/** Names behind the actors of changes, as far as they are known. An actor is `staff:` or `api:` with an id, or `system`. */
export type ActorNames = {
  /** Names of staff by Shopify's user id. */
  readonly staff: ReadonlyMap<string, string>
  /** Names of keys and of their projects, by key id. */
  readonly keys: ReadonlyMap<string, KeyNames>
}
