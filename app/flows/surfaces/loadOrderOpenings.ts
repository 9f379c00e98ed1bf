import { NotFoundError } from '../../core/errors/base.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { Receipt } from '../../core/receipt/types.ts'
import { findHold, type HoldReason } from '../../core/settlement/findHold.ts'
import { listOpenings, type Opening } from '../../core/settlement/listOpenings.ts'
import type { OrderHolders, OrderSummary } from '../../core/settlement/orderSummary.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'
import { findOrderReceipts } from '../orders/findOrderReceipts.ts'
import { listOrderHolders } from '../orders/listOrderHolders.ts'
import { isHoldGone } from '../orders/loadSettlement.ts'
import { limitClient } from '../unlocks/limitClient.ts'

/** An order as its buyer sees it. `waiting`: it is not settled yet. `none`: no gate has to do with it. */
export type OrderOpenings =
  | { readonly kind: 'none' | 'waiting' }
  | {
      readonly kind: 'found'
      readonly shop: Shop
      readonly openings: readonly Opening[]
      readonly gates: readonly Gate[]
      readonly summary: OrderSummary
      readonly holders: OrderHolders
      readonly hold: { readonly reason: HoldReason } | null
      readonly isCancelled: boolean
      /** Those that were signed; none unless the merchant writes receipts onto orders. */
      readonly receipts: readonly Receipt[]
    }

export type LoadOrderOpeningsParameters = {
  readonly myshopifyDomain: string
  /** The customer whom Shopify's token names; null for none. */
  readonly customerId: string | null
  readonly orderId: number
  /** The order's confirmation number, which its buyer's page has; null for none. */
  readonly confirmation: string | null
  readonly clientAddress: ClientAddress | null
}

/** A webhook that comes later is found by the hourly search, but no page waits so long. */
const SETTLING_SECONDS = 600

/**
 * Load which tokens opened what on an order, for its buyer: the customer of the order, or whoever has its confirmation
 * number. To anybody else there is no such order.
 *
 * @throws {NotFoundError} ERR_NOT_FOUND, ERR_SHOP_NOT_FOUND. @throws {AccessError} ERR_RATE_LIMITED
 */
export async function loadOrderOpenings(
  ctx: Needs<
    | 'now'
    | 'limits'
    | 'limitFactor'
    | 'hashSecret'
    | 'shops'
    | 'gates'
    | 'ledger'
    | 'settlements'
    | 'staff'
    | 'staffPasses'
    | 'receipts'
    | 'log'
    | 'shopify'
  >,
  parameters: LoadOrderOpeningsParameters,
): Promise<OrderOpenings> {
  const { myshopifyDomain, orderId, clientAddress } = parameters
  const shop = await ctx.shops.load(myshopifyDomain)
  await limitClient(ctx, { request: 'surface', shop, clientAddress, walletAddress: null })
  const { id: shopId } = shop
  const summary = await ctx.shopify.readOrderSummary({ orderId })
  const row = await ctx.settlements.load({ shopId, orderId })
  if (!summary || !isBuyer(ctx, { ...parameters, summary, row })) throw foreignOrder()
  if (!row) return { kind: ctx.now() - summary.createdAt < SETTLING_SECONDS ? 'waiting' : 'none' }
  const holders = await listOrderHolders(ctx, { shop, row })
  const numbers = [...new Set(row.settlement.gates.map(({ gate }) => gate))]
  const gates =
    numbers.length === 0
      ? []
      : ((await ctx.gates.find({ shopId, numbers, withDeleted: true }).catch(nullIfKnown)) ?? [])
  const openings = listOpenings({ row, units: holders.units, gates })
  const held = findHold(row)
  const hold = held && !(await isHoldGone(ctx, row)) ? held : null
  const isCancelled = row.settlement.isCancelled || row.action.kind === 'cancel'
  if (openings.length === 0 && !hold && !isCancelled) return { kind: 'none' }
  const { receipts } = shop.settings.writesReceipts
    ? await findOrderReceipts(ctx, { shop, row })
    : { receipts: [] }
  return { kind: 'found', shop, openings, gates, summary, holders, hold, isCancelled, receipts }
}

function isBuyer(
  ctx: Needs<'hashSecret'>,
  {
    customerId,
    confirmation,
    summary,
    row,
  }: Pick<LoadOrderOpeningsParameters, 'customerId' | 'confirmation'> & {
    readonly summary: OrderSummary
    readonly row: SettlementRow | null
  },
): boolean {
  // An erasure took the order from its customer.
  if (row?.isRedacted) return false
  const { customer, confirmationNumber } = summary
  const owners = [row?.customerId, customer.kind === 'known' ? customer.id : undefined]
  if (customerId !== null && owners.some((owner) => owner !== undefined && String(owner) === customerId))
    return true
  // Hashes, so that the time of the comparison says nothing.
  return (
    confirmation !== null &&
    confirmationNumber !== null &&
    ctx.hashSecret(confirmation) === ctx.hashSecret(confirmationNumber)
  )
}

function foreignOrder(): NotFoundError {
  return new NotFoundError('ERR_NOT_FOUND', 'This page has no such order.', {
    hint: 'Open the order from the link in its confirmation, or sign in as the customer who placed it.',
  })
}
