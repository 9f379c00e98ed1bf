import type { ChainSlug, EvmAddress } from '../chain/types.ts'
import type { TokenTrait } from './readMetadata.ts'

/** A value of a trait, and the ids that have it (`formatIdSet`). */
export type TraitValue = { readonly value: string; readonly count: number; readonly ids: string }
/** Something that tokens of a collection differ in, such as "Fur". */
export type Trait = { readonly trait: string; readonly values: readonly TraitValue[] }

/** The traits of a collection, as its metadata named them when it was imported. */
export type TraitTable = {
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  /** The name of the file, or the address that was read. */
  readonly source: string
  /** SHA-256 in hex of what was imported. */
  readonly checksum: string
  /** How many tokens it named. */
  readonly tokens: number
  /** Unix seconds. */
  readonly importedAt: number
  readonly traits: readonly Trait[]
}

/** Values of a trait that count. */
export type TraitPick = { readonly trait: string; readonly values: readonly string[] }

/** A token's own name, as its collection's imported metadata has it. `id` in decimal. */
export type NamedToken = { readonly id: string; readonly name: string }

/** The metadata of some ids. */
export type MetadataPage = {
  readonly tokens: readonly {
    readonly id: string
    readonly name: string | null
    readonly traits: readonly TokenTrait[]
  }[]
  /** Ids whose metadata did not come. Others that are not among the tokens do not exist. */
  readonly unread: readonly string[]
}
