import { listChargeProofs } from '../../core/counter/listChargeProofs.ts'
import { platformOf } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { evaluateOrderProofs, listOrderEpochs } from '../../core/settlement/evaluateOrderProofs.ts'
import { listSold } from '../../core/settlement/isEntryFor.ts'
import { listCodeProofs } from '../../core/settlement/listCodeProofs.ts'
import { LIVE_SECONDS } from '../../core/settlement/margins.ts'
import { mergeProofs } from '../../core/settlement/mergeProofs.ts'
import type { PlanSettlementParameters } from '../../core/settlement/planSettlement.ts'
import type { OrderFacts, SettlementRow } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'
import { findCharges } from './findCharges.ts'

/** Verify an order's proofs with the keys of the order's time, and load their gates, grants and collections. */
export async function loadSettlementInput(
  ctx: Needs<'now' | 'collections' | 'settlements' | 'accessCodes' | 'counter' | 'ledger' | 'signProof'>,
  {
    shop,
    order,
    cartToken,
    before,
  }: {
    shop: Shop
    order: OrderFacts
    cartToken: string | null
    before: SettlementRow | null
  },
): Promise<PlanSettlementParameters> {
  const { id: shopId, ianaTimezone } = shop
  const { createdAt } = order
  const live = createdAt - LIVE_SECONDS
  const keys = new Map<string, { key: Uint8Array; ianaTimezone: string } | null>()
  for (const epoch of listOrderEpochs(order)) {
    keys.set(epoch, await ctx.settlements.findProofKey({ shopId, epoch, at: order.createdAt }))
  }
  const codes = await ctx.accessCodes.findUsed({ shopId, codes: order.codes })
  const written = evaluateOrderProofs({
    order,
    zoneOf: (epoch) => keys.get(epoch)?.ianaTimezone ?? ianaTimezone,
    computeMac: ({ epoch, unsigned }) => {
      const found = keys.get(epoch)
      return found ? ctx.signProof({ unsigned, key: found.key }) : null
    },
  })
  const productIds = order.lines.flatMap(listSold).flatMap(({ productId }) => productId ?? [])
  const findCollections = (from: number, until: number) =>
    ctx.collections.find({ shopId, productIds, seen: { from, until } })
  const charges =
    order.isPointOfSale === true
      ? await findCharges(ctx, { shopId, order, collections: await findCollections(createdAt, live) })
      : []
  const knowsCustomer = order.knowsCustomer !== false
  // Shopify binds a code to its customer itself, and may merge that customer into another one.
  const isBound = platformOf(shop.myshopifyDomain) === 'shopify' || !knowsCustomer
  const coded = listCodeProofs(codes, isBound ? undefined : order.customerId)
  const judged = [...listChargeProofs(charges), ...coded, ...written]
  const proofs = mergeProofs({ judged, kept: before?.settlement.proofs ?? [], knowsCustomer })
  const good = proofs.flatMap((proof) => (proof.kind === 'good' ? proof : []))
  const numbers = [...new Set(good.flatMap(({ entries }) => entries.map(({ gate }) => gate)))]
  const [collections, closingCollections, grants] = await Promise.all([
    findCollections(createdAt, live),
    findCollections(live, createdAt),
    ctx.ledger.findGrants({ shopId, ids: [...new Set(good.map(({ grant }) => grant))] }),
  ])
  // Only the gates that close a product of the order then: those of the whole shop may be thousands.
  const closing = [...closingCollections.values()].flatMap((ids) => [...ids])
  const gates = await ctx.settlements.readGates({
    ...{ shopId, numbers, orderedAt: order.createdAt },
    ...{ productIds: [...new Set(productIds)], collectionIds: [...new Set(closing)] },
  })
  return {
    order,
    proofs,
    gates,
    collections,
    closingCollections,
    before: before?.settlement ?? null,
    cartToken,
    grants,
    now: ctx.now(),
  }
}
