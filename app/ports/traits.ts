import type { ChainSlug, EvmAddress } from '../core/chain/types.ts'
import type { ShopId } from '../core/gate/types.ts'
import type { NamedToken, Trait, TraitTable } from '../core/trait/types.ts'

type Collection = { readonly shopId: ShopId; readonly chain: ChainSlug; readonly contract: EvmAddress }
type ImportIds = { readonly shopId: ShopId; readonly id: string }

/** The imported traits of collections. Instants are unix seconds. Another shop's import is one that does not exist. */
export type TraitsPort = {
  /** The finished import of each collection, in the order asked; null if there is none. */
  find: (parameters: {
    shopId: ShopId
    collections: readonly Omit<Collection, 'shopId'>[]
  }) => Promise<(TraitTable | null)[]>
  /** Begin an import, `id` a UUID. Deletes the shop's imports that were left an hour ago. */
  start: (
    parameters: Collection & { id: string; source: string; checksum: string; tokens: number; at: number },
  ) => Promise<void>
  /** Store a part; the same place again replaces it. False if the import has ended. */
  addPart: (parameters: ImportIds & { place: number; traits: readonly Trait[] }) => Promise<boolean>
  /** Store names of tokens; the same token again replaces its name. False if the import has ended. */
  addNames: (parameters: ImportIds & { names: readonly NamedToken[] }) => Promise<boolean>
  /** The names of tokens in the finished imports of their collections, by `key`; without tokens that have none. */
  findNames: (parameters: {
    shopId: ShopId
    tokens: readonly (Omit<Collection, 'shopId'> & { readonly key: string; readonly id: string })[]
  }) => Promise<ReadonlyMap<string, string>>
  /** Put the import in place of the collection's earlier one. False if it has ended, or has not so many parts. */
  finish: (parameters: ImportIds & { parts: number; at: number }) => Promise<boolean>
}
