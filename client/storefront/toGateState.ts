import type { CheckAnswer, CheckedGate } from '../../extensions/gate-block/src/api/types.ts'
import type { GateDescription, GateResult, GateState } from './types.ts'

/** The gates of products: their descriptions, and their numbers by product id. */
export type KnownGates = {
  readonly products: Readonly<Record<string, readonly number[]>>
  readonly gates: readonly GateDescription[]
}

/** Put the gates of some products together with what a check found; without one, nothing is known. */
export function toGateStates({
  known,
  productIds,
  answer,
}: {
  readonly known: KnownGates
  readonly productIds: readonly number[]
  readonly answer: Pick<CheckAnswer, 'gates'> | null
}): GateState[] {
  return known.gates.flatMap((gate) => {
    const products = productIds.filter((id) => known.products[id]?.includes(gate.number))
    const found = answer?.gates.find(({ id }) => id === gate.number)
    return products[0] ? [{ ...gate, products, result: found ? toResult(found) : { kind: 'unknown' } }] : []
  })
}

function toResult(gate: CheckedGate): GateResult {
  switch (gate.kind) {
    case 'open':
      return { kind: 'open', endsAt: gate.endsAt, ...(gate.wallet && { wallet: gate.wallet }) }
    case 'unchecked':
      return { kind: 'unchecked', chain: gate.chain ?? null }
    case 'closed': {
      const { because, lines = [], startsAt, usedUp = null } = gate
      return { kind: 'closed', because, lines, usedUp, ...(startsAt && { startsAt }) }
    }
  }
}
