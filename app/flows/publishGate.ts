import { PalisadeError } from '../core/errors/base.ts'
import { formatError } from '../core/errors/formatError.ts'
import { formatGateCard, formatGateCardHandle } from '../core/gate/formatGateCard.ts'
import { gatesOfProduct } from '../core/gate/formatGateMarks.ts'
import { planProductMetafields, touchedProductIds } from '../core/gate/planPublication.ts'
import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import type { Needs } from './context.ts'
import { ensureDiscount } from './ensureDiscount.ts'
import { publishProofConfig } from './publishProofConfig.ts'
import type { MetafieldName, MetafieldWrite } from './shopifyPort.ts'

export type PublishGateNeeds = Needs<'now' | 'gates' | 'proofKeys' | 'profiles' | 'shopify'>
export type PublishGateParameters = { readonly shop: Shop; readonly number: number }

/** How often a publication starts again because somebody else wrote at the same time. */
const MAX_ATTEMPTS = 4

/**
 * Tell Shopify of a gate as the database holds it: discount, config, card, products. Create, update and Retry share it.
 *
 * Every step writes whole and can be repeated, and is left out where Shopify already holds what it would write; so a
 * Retry does what is left. A failing step leaves the gate `pending` with the reason.
 */
export async function publishGate(
  ctx: PublishGateNeeds,
  { shop, number }: PublishGateParameters,
): Promise<Gate> {
  const key = { shopId: shop.id, number }
  const gate = await ctx.gates.load(key)
  try {
    await publishWithRetry(ctx, { shop, number })
  } catch (error) {
    // Only what has a code is a reason a merchant can act on; the rest is a fault of ours and stays one.
    if (!(error instanceof PalisadeError)) throw error
    const publication = { kind: 'pending', reason: formatError(error) } as const
    await ctx.gates.setPublication({ ...key, number: gate.number, publication })
  }
  return ctx.gates.load(key)
}

async function publishWithRetry(ctx: PublishGateNeeds, parameters: PublishGateParameters): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await publish(ctx, parameters)
    } catch (error) {
      const isStale = error instanceof PalisadeError && error.code === 'ERR_SHOPIFY_STALE'
      if (!isStale || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

async function publish(ctx: PublishGateNeeds, { shop, number }: PublishGateParameters): Promise<void> {
  await ctx.shopify.ensureDefinitions()
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  const discountId = await ensureDiscount(ctx, { shop, profile: gate.profile })
  // First and by itself: a pause must reach the Function whatever is wrong with a product.
  await publishProofConfig(ctx, { shop, profile: gate.profile, discountId })
  const { cardId } = await ctx.shopify.upsertGateCard({
    handle: formatGateCardHandle(gate.number),
    fields: formatGateCard({ gate, currencyCode: shop.currencyCode }),
  })
  await publishProducts(ctx, { shop, gate, cardId })
  await ctx.gates.setPublication({
    shopId: shop.id,
    number: gate.number,
    publication: { kind: 'published' },
    writtenProductIds: gate.subject.ids,
    expectedUpdatedAt: gate.updatedAt,
  })
}

async function publishProducts(
  ctx: Needs<'gates' | 'shopify'>,
  { shop, gate, cardId }: { shop: Shop; gate: Gate; cardId: string },
): Promise<void> {
  const productIds = touchedProductIds(gate)
  const names = productIds.flatMap(nameProductMetafields)
  // Read before the gates are listed: whoever changes one after this makes the write below stale, not wrong.
  const found = await ctx.shopify.readMetafields(names)
  const gates = await ctx.gates.list({ shopId: shop.id })
  const cardIds = await findCards(ctx, { gates, productIds, known: new Map([[gate.number, cardId]]) })
  const values = productIds.flatMap((productId) => {
    const planned = planProductMetafields({ gates, productId, cardIds })
    return [planned.gates, planned.gateCards]
  })
  const writes = names.flatMap((name, i): MetafieldWrite[] => {
    const [before, value] = [found[i], values[i] ?? null]
    // A product that was deleted at Shopify carries nothing and can be written nothing.
    if (before === 'owner-gone' || (before?.value ?? null) === value) return []
    return [{ ...name, type: METAFIELD_TYPES[name.key] ?? 'json', value, digest: before?.digest ?? null }]
  })
  await ctx.shopify.writeMetafields(writes)
}

const METAFIELD_TYPES: Readonly<Record<string, string>> = {
  gates: 'single_line_text_field',
  gate_cards: 'list.metaobject_reference',
}

function nameProductMetafields(productId: number): MetafieldName[] {
  const ownerId = `gid://shopify/Product/${productId}`
  return [
    { ownerId, key: 'gates' },
    { ownerId, key: 'gate_cards' },
  ]
}

/** The cards of every gate that shares a product with this one; those never published have none yet. */
async function findCards(
  ctx: Needs<'shopify'>,
  parameters: { gates: readonly Gate[]; productIds: readonly number[]; known: ReadonlyMap<number, string> },
): Promise<Map<number, string>> {
  const { gates, productIds, known } = parameters
  const cards = new Map(known)
  const numbers = productIds.flatMap((productId) =>
    gatesOfProduct({ gates, productId }).map((gate) => gate.number),
  )
  const others = [...new Set(numbers)].filter((number) => !known.has(number))
  const ids = others.length > 0 ? await ctx.shopify.findGateCards(others.map(formatGateCardHandle)) : []
  for (const [i, number] of others.entries()) {
    const id = ids[i]
    if (id) cards.set(number, id)
  }
  return cards
}
