import type { Shop } from '../gate/shop.ts'
import type { Combination, Gate, GateNumber } from '../gate/types.ts'
import type { ProofKey } from '../proofKey/types.ts'
import type { FoundMetafield } from './metafields.ts'

/** A combination profile. `discountId` is the gid of its discount, null before the discount is created. */
export type Profile = {
  readonly profile: number
  readonly combination: Combination
  readonly discountId: string | null
}

/** An object at Shopify that has a config: a profile's discount, or the validation (`profile` null). */
export type Owner = { readonly ownerId: string; readonly profile: number | null }

/** The state of an owner at Shopify. */
export type PublishedOwner = {
  readonly config: FoundMetafield | null
  /** Only the validation has input variables. */
  readonly inputVariables: FoundMetafield | null
  /** False for a discount that has ended, and for a validation that is disabled or does not block on failure. */
  readonly isActive: boolean
}

/** What Shopify has of a shop's publication, except cards and the marks of products and variants. */
export type Published = {
  /** Whether a metafield or metaobject definition is missing. */
  readonly needsDefinitions: boolean
  /** The owner of the storefront metafield. */
  readonly installationId: string
  readonly storefront: FoundMetafield | null
  /** The requested owners that still exist, by id. */
  readonly owners: ReadonlyMap<string, PublishedOwner>
  /** The validations that run this app's Function, among the first hundred of the shop. */
  readonly validationIds: readonly string[]
}

/**
 * Everything that a publication is planned from, except what marks depend on.
 *
 * Shopify is read before the gates and keys. If a later change is published first, the digests in `published` are old,
 * and Shopify refuses the write. Read the other way round, old gates could overwrite newer ones.
 */
export type Snapshot = {
  readonly shop: Shop
  readonly profiles: readonly Profile[]
  readonly published: Published
  /** All gates of the shop, deleted ones too. */
  readonly gates: readonly Gate[]
  readonly keys: readonly ProofKey[]
  /** The gates whose total is used up. */
  readonly usedUp: readonly GateNumber[]
  /** Unix seconds. */
  readonly now: number
}

/** A gate to publish. */
export type PublishTarget = {
  readonly number: number
  /**
   * The gate's `updatedAt` after a save that did not affect its marks on products and variants: publishing skips them.
   * A gate that was saved again since is published whole.
   */
  readonly marksStandAt?: number | undefined
}
