import type { KeptProof, OrderProof, ProofPlace } from './types.ts'

type GoodProof = Extract<OrderProof, { kind: 'good' }>

const BELIEF: readonly ProofPlace['kind'][] = ['till', 'code', 'm', 'c', 'l']

/**
 * Merge the proofs that decided an order before into those that it carries now. A proof that was good stays good, even
 * if the order's customer, key or attributes have changed. But a proof that was accepted while the customer was unknown
 * is dropped once the customer is known and is another.
 */
export function mergeProofs({
  judged,
  kept,
  knowsCustomer,
}: {
  /** By precedence, highest first. */
  readonly judged: readonly OrderProof[]
  readonly kept: readonly KeptProof[]
  /** Whether the customer is known by now. */
  readonly knowsCustomer: boolean
}): OrderProof[] {
  const isGood = (one: KeptProof) =>
    judged.some(
      (proof) => proof.kind === 'good' && proof.grant === one.grant && isSame(proof.place, one.place),
    )
  const isOthers = ({ place, isUnasked }: KeptProof) =>
    knowsCustomer &&
    isUnasked === true &&
    judged.some((proof) => proof.kind === 'bad' && proof.fault === 'buyer' && isSame(proof.place, place))
  const missing = kept.filter((one) => !isGood(one) && !isOthers(one)).map(parseKept)
  const others = judged.filter(
    (proof) => proof.kind === 'good' || !missing.some(({ place }) => isSame(place, proof.place)),
  )
  const rank = ({ place }: OrderProof) => BELIEF.indexOf(place.kind)
  return [...missing, ...others].sort((a, b) => rank(a) - rank(b))
}

/** Format a proof as a settlement stores it. */
export function formatKept({ place, grant, entries, isUnasked }: GoodProof): KeptProof {
  return {
    place,
    grant,
    ...(isUnasked ? { isUnasked } : {}),
    entries: entries.map(({ reaction: { price, ...gives }, ...entry }) => ({
      ...entry,
      reaction: { ...gives, price: price && { kind: price.kind, amount: String(price.amount) } },
    })),
  }
}

function parseKept({ place, grant, entries, isUnasked }: KeptProof): GoodProof {
  return {
    kind: 'good',
    place,
    grant,
    ...(isUnasked ? { isUnasked } : {}),
    entries: entries.map(({ reaction: { price, ...gives }, ...entry }) => ({
      ...entry,
      reaction: { ...gives, price: price && { kind: price.kind, amount: BigInt(price.amount) } },
    })),
  }
}

function isSame(a: ProofPlace, b: ProofPlace): boolean {
  if (a.kind === 'l') return b.kind === 'l' && a.lineId === b.lineId
  if (a.kind === 'code') return b.kind === 'code' && a.code === b.code
  if (a.kind === 'till') return b.kind === 'till' && a.check === b.check
  return a.kind === b.kind
}
