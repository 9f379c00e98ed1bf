import { formatGateCard } from '../../core/gate/formatGateCard.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateNumber } from '../../core/gate/types.ts'

/** Format the gates about some products: the public card of each, and the numbers by product. */
export function formatStorefrontGates({
  shop,
  gates,
  products,
  usedUp,
  now,
}: {
  shop: Shop
  gates: readonly Gate[]
  products: ReadonlyMap<number, readonly GateNumber[]>
  usedUp: readonly GateNumber[]
  now: number
}) {
  return {
    shop: shop.myshopifyDomain,
    products: Object.fromEntries(products),
    gates: gates.map((gate) => {
      const isUsedUp = usedUp.includes(gate.number)
      const card = formatGateCard({ gate, currencyCode: shop.currencyCode, isUsedUp, now })
      return {
        number: gate.number,
        name: gate.name,
        state: card.state,
        kind: card.kind,
        needs: JSON.parse(card.needs ?? '{}') as object,
        gives: JSON.parse(card.gives ?? '{}') as object,
      }
    }),
  }
}
