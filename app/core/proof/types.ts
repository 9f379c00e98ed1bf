import type { PriceKind, ReactionFlags, reactionKinds } from '../gate/reactionKinds.ts'
import type { GateNumber } from '../gate/types.ts'

/** c: cart attribute, l: line property, m: app-owned cart metafield. */
export type ProofCarrier = 'c' | 'l' | 'm'

/** The price part of a proof entry: p, q in 1/100 %, f, r in 1/1000 of the shop's currency unit. */
export type PricePiece = {
  readonly kind: (typeof reactionKinds)[PriceKind]['letter']
  readonly amount: bigint
}

export type ProofReaction = ReactionFlags & { readonly price: PricePiece | null }

export type ProofEntry = {
  readonly gate: GateNumber
  readonly revision: number
  /** Units of this gate in the whole cart, 0 = no cap. */
  readonly cap: number
  readonly profile: number
  readonly reaction: ProofReaction
}

/**
 * The claims of a proof.
 *
 * `epoch` 8 hex; `until` YYYYMMDDSS in the shop's time, the first two-hour slot in which the proof is not valid;
 * `buyer` '0' or a customer id; `grant` 16 hex; `entries` ascending by gate.
 */
export type ProofClaims = {
  readonly carrier: ProofCarrier
  readonly epoch: string
  readonly until: string
  readonly buyer: string
  readonly grant: string
  readonly entries: readonly ProofEntry[]
}
