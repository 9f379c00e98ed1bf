import type { GateNumber, Reaction } from '../gate/types.ts'

/** A discount code made for one unlock of a gate, where the shop may not run Functions. */
export type AccessCode = {
  /** What names it. A gate that gives a price and free shipping has two codes: this is the first. */
  readonly code: string
  readonly gate: GateNumber
  /** The gate's revision whose terms it has. */
  readonly revision: number
  readonly visitId: string
  readonly grantId: string
  /** The only customer it is for; 0 for anybody. */
  readonly buyer: string
  /** `making`: it may or may not be at Shopify. `gone`: it is not any more; kept for orders told late. */
  readonly state: 'making' | 'made' | 'gone'
  /** The gid of its discount; null where it is not known. */
  readonly discountId: string | null
  /** Unix seconds. */
  readonly endsAt: number
  readonly createdAt: number
}

/** A code of an order, and what it stood for. */
export type UsedCode = {
  readonly code: string
  readonly gate: GateNumber
  readonly revision: number
  readonly grantId: string
  readonly cap: number
  readonly reaction: Reaction
}

/** A gate for which a visit wants a code, and the grant that its order is to pay with. */
export type AccessCodeWant = {
  readonly gate: GateNumber
  readonly revision: number
  readonly grantId: string
  /** The only customer it is to be for; 0 for anybody. */
  readonly buyer: string
  /** Taken where there is none yet. */
  readonly newCode: string
  /** Unix seconds: the grant's end. */
  readonly endsAt: number
}
