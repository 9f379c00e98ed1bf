import { parseOrNull } from '../gate/parseOrNull.ts'
import { evaluateProof } from '../proof/evaluateProof.ts'
import { parseProof } from '../proof/format.ts'
import { formatPeriod, readLocalClock } from '../proof/readLocalClock.ts'
import { listOrderProofs } from './listOrderProofs.ts'
import { PAYING_SECONDS } from './margins.ts'
import type { OrderFacts, OrderProof, ProofPlace } from './types.ts'

export type EvaluateOrderProofsParameters = {
  readonly order: OrderFacts
  /** The IANA time zone in which an epoch's proofs state their end. */
  readonly zoneOf: (epoch: string) => string
  /**
   * First 16 bytes of the HMAC in hex under that epoch's key; null if the epoch did not count when the order was made.
   */
  readonly computeMac: (parameters: { epoch: string; unsigned: string }) => string | null
}

/**
 * Judge an order's proofs as the Functions did: at the order's time, in the time zone of their epoch, by precedence.
 */
export function evaluateOrderProofs(parameters: EvaluateOrderProofsParameters): OrderProof[] {
  const { order, zoneOf, computeMac } = parameters
  const at = order.createdAt - PAYING_SECONDS
  const known = order.customerId === null ? null : String(order.customerId)
  const judged = listOrderProofs(order).map(({ place, text }): OrderProof => {
    const claims = parseOrNull(() => parseProof(text))?.claims
    if (!claims) return { kind: 'bad', place, fault: 'shape' }
    const period = formatPeriod(readLocalClock({ at, ianaTimezone: zoneOf(claims.epoch) }))
    // If the customer is hidden from the app, accept any: the Functions have checked, and an honest holder's order must
    // not be held for it.
    const customerId = order.knowsCustomer === false ? claims.buyer : known
    const verdict = evaluateProof({ text, place: place.kind, period, customerId, computeMac })
    if (verdict.kind === 'refused') return { kind: 'bad', place, fault: verdict.reason }
    const isUnasked = order.knowsCustomer === false && claims.buyer !== '0'
    const good = { kind: 'good', place, grant: claims.grant, entries: claims.entries } as const
    return isUnasked ? { ...good, isUnasked } : good
  })
  return order.knowsCustomer === false ? chooseProofs({ order, proofs: judged }) : judged
}

/**
 * Accept the proofs of one buyer if the customer is unknown, because an order has one buyer. Of several, the buyer
 * whose good proofs cover the most lines wins. On a tie the later one wins: a copied proof is put in front.
 */
function chooseProofs({ order, proofs }: { order: OrderFacts; proofs: readonly OrderProof[] }): OrderProof[] {
  const buyers = proofs.map((proof) => (proof.kind === 'good' ? buyerOf({ order, ...proof }) : null))
  const covers = new Map<string, Set<number>>()
  for (const [index, { place }] of proofs.entries()) {
    const buyer = buyers[index]
    if (!buyer) continue
    const covered = covers.get(buyer) ?? new Set()
    // Move this buyer to the end: the map is ordered by each buyer's last proof.
    covers.delete(buyer)
    covers.set(buyer, covered)
    const text = findProofText({ order, place })
    for (const line of order.lines) if (place.kind !== 'l' || line.proof === text) covered.add(line.id)
  }
  const [believed] = [...covers].reverse().sort(([, a], [, b]) => b.size - a.size)
  if (!believed) return [...proofs]
  return proofs.map((proof, index): OrderProof => {
    const buyer = buyers[index]
    return !buyer || buyer === believed[0] ? proof : { kind: 'bad', place: proof.place, fault: 'buyer' }
  })
}

/** The customer that a proof is bound to; null if it is bound to nobody. */
function buyerOf(parameters: { order: OrderFacts; place: ProofPlace }): string | null {
  const text = findProofText(parameters)
  const buyer = text === null ? '0' : (parseOrNull(() => parseProof(text))?.claims.buyer ?? '0')
  return buyer === '0' ? null : buyer
}

function findProofText({ order, place }: { order: OrderFacts; place: ProofPlace }): string | null {
  if (place.kind === 'm') return order.pass
  if (place.kind === 'c') return order.proof
  return place.kind === 'l' ? (order.lines.find(({ id }) => id === place.lineId)?.proof ?? null) : null
}

/** List the epochs that an order's proofs name. The caller loads their keys before it judges the proofs. */
export function listOrderEpochs(order: OrderFacts): string[] {
  const epochs = listOrderProofs(order).flatMap(
    ({ text }) => parseOrNull(() => parseProof(text))?.claims.epoch ?? [],
  )
  return [...new Set(epochs)]
}
