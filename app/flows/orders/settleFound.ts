import { PalisadeError, UpstreamError } from '../../core/errors/base.ts'
import { platformOf } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { listOrderShares } from '../../core/numbers/listOrderShares.ts'
import { chooseAction, NO_ACTION } from '../../core/settlement/chooseAction.ts'
import { chooseOrderedAt } from '../../core/settlement/chooseOrderedAt.ts'
import { evaluateSettlement, type LedgerAnswer } from '../../core/settlement/evaluateSettlement.ts'
import { isForCustomer } from '../../core/settlement/isForCustomer.ts'
import { listOrderTags } from '../../core/settlement/listOrderTags.ts'
import { PAYING_SECONDS } from '../../core/settlement/margins.ts'
import { mergeTags } from '../../core/settlement/mergeTags.ts'
import type { SettlementPlan } from '../../core/settlement/planSettlement.ts'
import type { OrderFacts, Settlement, SettlementRow } from '../../core/settlement/types.ts'
import type { FoundOrder } from '../../ports/shopify.ts'
import type { Needs } from '../context.ts'
import { checkGatesAgain } from './checkGatesAgain.ts'
import { type EnsureReceiptsNeeds, ensureReceipts } from './ensureReceipts.ts'
import { planOrder } from './planOrder.ts'
import { queueSoldOut } from './queueSoldOut.ts'
import type { WriteOrderParameters } from './writeOrder.ts'

export type SettleOrderNeeds = Needs<
  | 'now'
  | 'log'
  | 'shops'
  | 'gates'
  | 'collections'
  | 'jobs'
  | 'settlements'
  | 'ledger'
  | 'accessCodes'
  | 'counter'
  | 'reservations'
  | 'signProof'
  | 'readBalances'
  | 'lists'
  | 'shopify'
> &
  EnsureReceiptsNeeds
export type SettleOrderParameters = {
  readonly myshopifyDomain: string
  readonly orderId: number
  /** Cart token from the order's webhook, or null. */
  readonly cartToken: string | null
  readonly customerId?: number | null
  /** Whether a webhook of the order has arrived. */
  readonly isTold?: boolean
  /** Whether Shopify may not show the order yet because it is new. */
  readonly mayBeYoung: boolean
}

/** What is left to write to Shopify. */
export type SettledOrder = { readonly row: SettlementRow | null; readonly write: WriteOrderParameters | null }

/**
 * Settle an order that was read at `at`, but for what is written to it at Shopify. `found` is null if Shopify does not
 * show it, and of a redacted order.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function settleFound(
  ctx: SettleOrderNeeds,
  parameters: Omit<SettleOrderParameters, 'myshopifyDomain'> & {
    shop: Shop
    before: SettlementRow | null
    found: FoundOrder | null
    at: number
  },
): Promise<SettledOrder> {
  const { orderId, shop, before, found, at } = parameters
  if (before?.isRedacted) return { row: before, write: planRedacted(before) }
  if (!found) {
    if (before || !parameters.mayBeYoung) return { row: before, write: null }
    throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify does not show this order yet.')
  }
  const told = parameters.customerId ?? before?.customerId ?? null
  const platform = platformOf(shop.myshopifyDomain)
  const createdAt = chooseOrderedAt({ platform, found, before: before?.orderedAt ?? null })
  const read = { ...found, createdAt, ...(await findCustomer(ctx, { shop, order: found, told })) }
  const { customerId } = read
  const cartToken = parameters.cartToken ?? read.cartToken ?? before?.cartToken ?? null
  const isTold = parameters.isTold === true || before?.isTold === true
  const { order, plan } = await planOrder(ctx, { shop, order: read, cartToken, before })
  if (!plan.isOurs && !before) return { row: null, write: null }
  await renewWaiting(ctx, { shop, order, plan })
  const ledger = await claim(ctx, { shop, order, plan, before })
  const { rechecks, isOpen } = await checkGatesAgain(ctx, { shop, order, plan, before })
  const holders = await findHolders(ctx, { shop, order, plan, before })
  const settlement = mergeTags({
    settlement: evaluateSettlement({ order, plan, ledger, rechecks, holders }),
    before: before?.settlement ?? null,
  })
  const row = await writeSettled(ctx, {
    shop,
    order,
    plan,
    before,
    cartToken,
    customerId,
    isTold,
    settlement,
    at,
  })
  // The shop was deleted or the customer redacted meanwhile.
  if (!row || row.isRedacted) return { row, write: row && planRedacted(row) }
  // A canceled order gives its uses back, so the gates that it had count, too.
  const used = [...settlement.gates, ...(before?.settlement.gates ?? [])].map(({ gate }) => gate)
  await queueSoldOut(ctx, { shopId: shop.id, gates: [...new Set(used)] })
  const again = [
    ...(plan.waitsUntil === null ? [] : [plan.waitsUntil]),
    ...(isOpen ? [ctx.now() + RECHECK_AGAIN] : []),
  ]
  for (const runAt of again) {
    await ctx.jobs.add({ shopId: shop.id, kind: 'order', key: String(orderId), runAt })
  }
  await writeSale(ctx, { shop, order, plan })
  await queueWaiting(ctx, { shop, order, plan })
  if (row.action.state === 'pending') {
    await ctx.jobs.add({ shopId: shop.id, kind: 'hold', key: String(orderId), runAt: ctx.now() })
  }
  const receipts = await findReceipts(ctx, { shop, row })
  return { row, write: { order, settlement, accepted: row.action.accepted, receipts } }
}

/**
 * The receipts to write onto an order; undefined if the shop wants none, and what was written before stays. If they
 * cannot be signed, the order is settled again later: its tags and holds do not wait for them.
 */
async function findReceipts(
  ctx: EnsureReceiptsNeeds & Needs<'log' | 'jobs'>,
  { shop, row }: { shop: Shop; row: SettlementRow },
): Promise<readonly string[] | undefined> {
  if (!shop.settings.writesReceipts) return undefined
  try {
    return (await ensureReceipts(ctx, { shop, row })).map(({ token }) => token)
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    ctx.log.warn('Could not sign the receipts of an order.', { code: error.code })
    const key = String(row.orderId)
    await ctx.jobs.add({ shopId: shop.id, kind: 'order', key, runAt: ctx.now() + RECHECK_AGAIN })
    return undefined
  }
}

/** Find whose an order is. Shopify is asked only if that decides something, and no webhook has told it. */
async function findCustomer(
  ctx: Needs<'shopify'>,
  { shop, order, told }: { shop: Shop; order: FoundOrder; told: number | null },
): Promise<Pick<OrderFacts, 'customerId'> & { knowsCustomer: boolean }> {
  if (told !== null) return { customerId: told, knowsCustomer: true }
  // A coupon of BigCommerce is bound to its customer here, because the store cannot bind it.
  const isAsked =
    isForCustomer(order) || (platformOf(shop.myshopifyDomain) !== 'shopify' && order.codes.length > 0)
  const customer = isAsked ? await ctx.shopify.readOrderCustomer({ orderId: order.id }) : null
  return { customerId: customer?.id ?? null, knowsCustomer: customer !== null }
}

const RECHECK_AGAIN = 300
/** Seconds. No grant lives longer, so an older order no longer waits for one. */
const OLDEST_WAITING = 3 * 24 * 3600
const NOTHING: LedgerAnswer = { taken: [], missing: [] }

type Settling = { readonly shop: Shop; readonly order: OrderFacts; readonly plan: SettlementPlan }

/** Save the settlement. If the row's action changed meanwhile, decide the action again from the new row. */
async function writeSettled(
  ctx: Needs<'settlements'>,
  parameters: Settling & {
    order: FoundOrder
    before: SettlementRow | null
    cartToken: string | null
    customerId: number | null
    isTold: boolean
    settlement: Settlement
    at: number
  },
): Promise<SettlementRow | null> {
  const { shop, order, plan, before, cartToken, customerId, isTold, settlement, at } = parameters
  const { id: shopId, settings } = shop
  for (let standing = before; ; ) {
    const expected = standing?.action ?? null
    const row = await ctx.settlements.save({
      shopId,
      orderId: order.id,
      name: order.name,
      orderedAt: order.createdAt,
      cartToken,
      customerId,
      isTold,
      settlement,
      waitsUntil: plan.waitsUntil,
      action: chooseAction({ order, settlement, settings, before: expected ?? NO_ACTION }),
      expected,
      shares: listOrderShares({ order, plan, settlement, ianaTimezone: shop.ianaTimezone }),
      // A change within the second of the read may be missing from the read.
      seenAt: Math.min(order.updatedAt, at - 1),
      at,
    })
    if (row) return row
    standing = await ctx.settlements.load({ shopId, orderId: order.id })
    if (!standing || standing.isRedacted) return standing
  }
}

/** Plan to remove wallet and cart data, and receipts, from a redacted order at Shopify; the rest of its record stays. */
function planRedacted({
  orderId: id,
  settlement,
  action: { accepted },
}: SettlementRow): WriteOrderParameters {
  return { order: { id, tags: listOrderTags({ settlement, accepted }) }, settlement, accepted, receipts: [] }
}

/** Record which exclusive products of an order of the point of sale no till has charged, for staff. */
async function writeSale(ctx: Needs<'counter'>, { shop, order, plan }: Settling): Promise<void> {
  if (order.isPointOfSale !== true) return
  const paid = plan.gates.map(({ gate }) => gate)
  const closed = plan.lines
    .filter(({ line, gates }) => line.currentQuantity > 0 && !gates.some((gate) => paid.includes(gate)))
    .flatMap(({ closedGates }) => closedGates)
  const gates = order.cancelledAt === null ? [...new Set(closed)] : []
  const sale = { orderId: order.id, name: order.name, orderedAt: order.createdAt, gates }
  await ctx.counter.setSale({ shopId: shop.id, sale })
}

/** Renew the reservations of an order that waits for another order, until one of the two pays. */
async function renewWaiting(ctx: Needs<'now' | 'reservations'>, { shop, plan }: Settling): Promise<void> {
  if (plan.waitsUntil === null) return
  for (const { id, visitId } of plan.waiting) {
    const gates = plan.gates.filter(({ grant }) => grant === id).map(({ gate }) => gate)
    const endsAt = plan.waitsUntil + PAYING_SECONDS
    await ctx.reservations.renew({ shopId: shop.id, visitId, gates, endsAt, at: ctx.now() })
  }
}

/**
 * Queue orders that wait for a grant that this order has claimed. Queue this order too if a grant it waits for has
 * changed hands meanwhile.
 */
async function queueWaiting(
  ctx: Needs<'now' | 'jobs' | 'settlements' | 'ledger'>,
  { shop, order, plan }: Settling,
): Promise<void> {
  const { id: shopId } = shop
  const paid = plan.claims.map(({ id }) => id)
  const since = order.createdAt - OLDEST_WAITING
  const others = await ctx.settlements.findWaiting({ shopId, grants: paid, since })
  const ids = new Set(others.filter((id) => id !== order.id))
  const waited = await ctx.ledger.findGrants({ shopId, ids: plan.waiting.map(({ id }) => id) })
  const missed = waited.some(
    ({ id, orderId }) => orderId !== (plan.waiting.find((one) => one.id === id)?.orderId ?? null),
  )
  for (const id of missed ? [...ids, order.id] : ids) {
    await ctx.jobs.add({ shopId, kind: 'order', key: String(id), runAt: ctx.now() })
  }
}

async function claim(
  ctx: Needs<'now' | 'ledger'>,
  { shop, order, plan, before }: Settling & { before: SettlementRow | null },
): Promise<LedgerAnswer> {
  // Grants that the order claimed before and claims no longer are released.
  if (plan.claims.length === 0 && (before?.settlement.grants.length ?? 0) === 0) return NOTHING
  // The ledger has queued the orders that this one displaces when it returns.
  return ctx.ledger.settle({
    shopId: shop.id,
    orderId: BigInt(order.id),
    orderedAt: order.createdAt,
    grants: plan.claims,
    closes: plan.closes,
    at: ctx.now(),
  })
}

/** The wallets and tokens that opened the order's gates, if the shop's settings show them on orders. */
async function findHolders(
  ctx: Needs<'settlements'>,
  { shop, order, plan, before }: Settling & { before: SettlementRow | null },
): Promise<readonly string[]> {
  if (!shop.settings.showsWallet || plan.claims.length === 0) return []
  const known = before?.settlement.holders ?? []
  if (known.length > 0) return known
  const spent = await ctx.settlements.findUnits({ shopId: shop.id, orderId: order.id })
  if (spent.length > 0) return [...new Set(spent.map(({ key }) => key))]
  const ids = plan.claims.map(({ visitId }) => visitId)
  const visits = await ctx.settlements.findVisits({ shopId: shop.id, ids })
  return [...new Set(visits.flatMap(({ wallets }) => wallets.map(({ address }) => address)))].sort()
}
