import { formatGateCard, formatGateCardHandle } from '../gate/formatGateCard.ts'
import type { Gate } from '../gate/types.ts'
import type { Snapshot } from './types.ts'

/** A write that creates or replaces a gate's storefront card. */
export type CardWrite = {
  readonly number: number
  readonly handle: string
  readonly fields: Readonly<Record<string, string>>
}

/** Plan the cards of some gates. The card of a deleted gate stays as it is. */
export function planCards({
  snapshot: { shop, usedUp, now },
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
      fields: formatGateCard({
        gate,
        currencyCode: shop.currencyCode,
        isUsedUp: usedUp.includes(gate.number),
        now,
      }),
    }))
}
