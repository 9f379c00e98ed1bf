import { attempt } from '../gate/attempt.ts'
import { parseProof } from '../proof/format.ts'
import { judgeProof } from '../proof/judgeProof.ts'
import { formatSlot, readLocalClock } from '../proof/readLocalClock.ts'
import { listOrderProofs } from './listOrderProofs.ts'
import { PAYING_SECONDS } from './margins.ts'
import type { OrderFacts, OrderProof } from './types.ts'

export type JudgeOrderProofsParameters = {
  readonly order: OrderFacts
  /** The clock by which an epoch's proofs say their end. */
  readonly zoneOf: (epoch: string) => string
  /** First 16 bytes of the HMAC in hex under that epoch's key; null where no such epoch counted when the order was made. */
  readonly computeMac: (parameters: { epoch: string; unsigned: string }) => string | null
}

/** Judge an order's proofs as the Functions did, by the order's own time and the clock of then, in the order of belief. */
export function judgeOrderProofs(parameters: JudgeOrderProofsParameters): OrderProof[] {
  const { order, zoneOf, computeMac } = parameters
  const at = order.createdAt - PAYING_SECONDS
  const known = order.customerId === null ? null : String(order.customerId)
  return listOrderProofs(order).map(({ place, text }): OrderProof => {
    if (place.kind === 'code') return { kind: 'bad', place, fault: 'shape' }
    const claims = attempt(() => parseProof(text))?.claims
    if (!claims) return { kind: 'bad', place, fault: 'shape' }
    const slot = formatSlot(readLocalClock({ at, ianaTimezone: zoneOf(claims.epoch) }))
    // Who bought may be hidden from the app: the Functions have asked, and an honest holder is not held for it.
    const customerId = order.knowsCustomer === false ? claims.buyer : known
    const judged = judgeProof({ text, place: place.kind, slot, customerId, computeMac })
    if (judged.kind === 'refused') return { kind: 'bad', place, fault: judged.reason }
    return { kind: 'good', place, grant: judged.claims.grant, entries: judged.claims.entries }
  })
}

/** The epochs that an order's proofs name, whose keys are to be found before they are judged. */
export function listOrderEpochs(order: OrderFacts): string[] {
  const epochs = listOrderProofs(order).flatMap(
    ({ text }) => attempt(() => parseProof(text))?.claims.epoch ?? [],
  )
  return [...new Set(epochs)]
}
