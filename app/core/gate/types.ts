import type { Brand } from '../brand.ts'
import type { Requirement } from '../requirement/types.ts'

/** A gate's number, unique in its shop and never reused: 1 .. 36^6 - 1; base 36 inside proofs and metafields. */
export type GateNumber = Brand<number, 'GateNumber'>

/** Shopify's numeric shop id. */
export type ShopId = Brand<bigint, 'ShopId'>

/** Which products the gate is about: numeric product ids, ascending, 1..250. */
export type Subject = { readonly kind: 'products'; readonly ids: readonly number[] }

/** Price reaction. `hundredths` of a percent 1..10000; `thousandths` of the shop's currency unit, per item. */
export type Reaction =
  | { readonly kind: 'percentage'; readonly hundredths: number }
  | { readonly kind: 'fixedAmount'; readonly thousandths: bigint }

export type GateState = 'active' | 'paused'

/** How far Shopify knows of the gate as it stands: `pending` carries the reason of the last failed attempt. */
export type Publication =
  | { readonly kind: 'published' }
  | { readonly kind: 'pending'; readonly reason: string | null }

/** What the merchant decides. `cap` is units in the whole cart, 0 = none. */
export type GateDraft = {
  readonly name: string
  readonly state: GateState
  readonly subject: Subject
  readonly requirement: Requirement
  readonly reaction: Reaction
  readonly cap: number
}

/** A gate as the database holds it. `revision` rises with requirement, subject, reaction or cap; not with name or state. */
export type Gate = GateDraft & {
  readonly shopId: ShopId
  readonly number: GateNumber
  readonly revision: number
  readonly profile: number
  readonly publication: Publication
  /** Products beside the subject's that may still carry this gate in their metafields, to be cleaned. */
  readonly writtenProductIds: readonly number[]
  readonly updatedAt: number
}
