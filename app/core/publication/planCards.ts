import { formatGateCard, formatGateCardHandle } from '../gate/formatGateCard.ts'
import type { Gate } from '../gate/types.ts'
import type { Snapshot } from './types.ts'

/** A gate's storefront card to be created or replaced. */
export type CardWrite = {
  readonly number: number
  readonly handle: string
  readonly fields: Readonly<Record<string, string>>
}

/** Plan the cards of some gates; a deleted gate keeps the card it has. */
export function planCards({
  snapshot: { shop, now },
  gates,
}: {
  snapshot: Snapshot
  gates: readonly Gate[]
}): CardWrite[] {
  return gates
    .filter(({ deletedAt }) => deletedAt === null)
    .map((gate) => ({
      number: gate.number,
      handle: formatGateCardHandle(gate.number),
      fields: formatGateCard({ gate, currencyCode: shop.currencyCode, now }),
    }))
}
