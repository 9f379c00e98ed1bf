import type { ProofEntry } from '../proof/types.ts'
import { LIVE_SECONDS, PAYING_SECONDS } from './margins.ts'
import type { OrderFacts, OrderGate, OrderProof } from './types.ts'

export type FindDecidingParameters = {
  readonly order: Pick<OrderFacts, 'createdAt'>
  /** By precedence, highest first. */
  readonly proofs: readonly OrderProof[]
  readonly byNumber: ReadonlyMap<number, OrderGate>
}
/**
 * A gate's entry in the first good proof that has one. `isShut`: the gate was shut before the order can have been paid.
 */
export type DecidingEntry = { readonly entry: ProofEntry; readonly grant: string; readonly isShut: boolean }

/**
 * Find each gate's entry of highest precedence. An entry of a replaced revision, or of a gate that was paused or had
 * ended, opened nothing. It counts only if the order may have been paid before that change, and the gate has no other.
 */
export function findDeciding({
  order,
  proofs,
  byNumber,
}: FindDecidingParameters): Map<number, DecidingEntry> {
  const deciding = new Map<number, DecidingEntry>()
  for (const margin of [LIVE_SECONDS, LIVE_SECONDS + PAYING_SECONDS]) {
    for (const proof of proofs) {
      if (proof.kind === 'bad') continue
      for (const entry of proof.entries) {
        if (deciding.has(entry.gate)) continue
        // Shopify accepts a code whatever its revision: the price counts, but the code opens no gate that is shut. What a
        // till has charged was open then.
        const gate = byNumber.get(entry.gate)
        const by = order.createdAt - margin
        const isCode = proof.place.kind === 'code' || proof.place.kind === 'till'
        if (!isCode && (hasShut({ gate, by }) || isRevised({ ...entry, gate, by }))) continue
        const isShut = hasShut({ gate, by: order.createdAt - LIVE_SECONDS - PAYING_SECONDS })
        deciding.set(entry.gate, { entry, grant: proof.grant, isShut })
      }
    }
  }
  return deciding
}

function hasShut({ gate, by }: { gate: OrderGate | undefined; by: number }): boolean {
  const since = gate?.shutSince ?? null
  return since !== null && since < by
}

/** Whether a gate had a later revision by an instant. */
export function isRevised({
  gate,
  revision,
  by,
}: {
  gate: OrderGate | undefined
  revision: number
  /** Unix seconds. */
  by: number
}): boolean {
  return [...(gate?.revisions ?? [])].some(([later, { createdAt }]) => later > revision && createdAt < by)
}
