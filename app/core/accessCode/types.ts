import type { GateNumber, Reaction } from '../gate/types.ts'

/** A discount code made for one unlock of a gate, if the shop may not run Functions. */
export type AccessCode = {
  /** The code. A gate that gives a price and free shipping has two codes: this is the first. */
  readonly code: string
  readonly gate: GateNumber
  /** The gate's revision that decided the terms. */
  readonly revision: number
  readonly visitId: string
  readonly grantId: string
  /** The only customer it is for; 0 for anybody. */
  readonly buyer: string
  /** `making`: Shopify may have it or not. `gone`: Shopify no longer has it; the row stays for late orders. */
  readonly state: 'making' | 'made' | 'gone'
  /** The gid of its discount; null if not known. */
  readonly discountId: string | null
  /** Unix seconds. */
  readonly endsAt: number
  readonly createdAt: number
}

/** A code that an order used, with the terms of its gate's revision. */
export type UsedCode = {
  readonly code: string
  readonly gate: GateNumber
  readonly revision: number
  readonly grantId: string
  /** The only customer it is for; 0 for anybody. */
  readonly buyer: string
  readonly cap: number
  readonly reaction: Reaction
}

/** A request for a code: a visit's gate, and the grant that will pay for the order. */
export type AccessCodeWant = {
  readonly gate: GateNumber
  readonly revision: number
  readonly grantId: string
  /** The only customer who may use the code; 0 for anybody. */
  readonly buyer: string
  /** Used if the visit has no code for this gate and grant yet. */
  readonly newCode: string
  /** Unix seconds: the grant's end. */
  readonly endsAt: number
}
