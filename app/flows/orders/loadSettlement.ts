import type { ActorNames } from '../../core/actor/types.ts'
import { NotFoundError } from '../../core/errors/base.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { AuditEntry } from '../../core/redemption/types.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import type { OrderHolders, OrderSummary } from '../../core/settlement/orderSummary.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'
import { listActorNames } from '../shops/listActorNames.ts'
import { listHolds } from './listHolds.ts'
import { listOrderHolders } from './listOrderHolders.ts'
import { listGateNames, listGateNumbers } from './listSettlements.ts'
import { readHolding } from './readHolding.ts'

export type LoadSettlementResult = {
  readonly shop: Shop
  readonly row: SettlementRow
  readonly gates: ReadonlyMap<number, string>
  /** The order as Shopify shows it now; null if Shopify does not show it. */
  readonly summary: OrderSummary | null
  readonly holders: OrderHolders
  /** Whether somebody released the app's holds in Shopify's admin, which does not notify the app. */
  readonly isHoldGone: boolean
  /** Whether the app may hold orders now; null for an order that needs no hold. */
  readonly holding: HoldingState | null
  /** Audit entries of the order, newest first. */
  readonly audit: readonly AuditEntry[]
  readonly actors: ActorNames
}

type LoadSettlementNeeds = Needs<
  | 'shops'
  | 'gates'
  | 'ledger'
  | 'settlements'
  | 'staff'
  | 'apiKeys'
  | 'staffPasses'
  | 'audit'
  | 'log'
  | 'shopify'
>

const MOST_AUDIT = 50

/**
 * Load the settlement of one order for its admin page.
 *
 * @throws {NotFoundError} ERR_NOT_FOUND, ERR_SHOP_NOT_FOUND
 * @throws {Response} from Shopify's library, to send the merchant through a new login
 */
export async function loadSettlement(
  ctx: LoadSettlementNeeds,
  { myshopifyDomain, orderId }: { myshopifyDomain: string; orderId: number },
): Promise<LoadSettlementResult> {
  const found = await findSettlement(ctx, { myshopifyDomain, orderId })
  if (found) return found
  throw new NotFoundError('ERR_NOT_FOUND', 'No gate applied to this order.', {
    hint: 'Open it from the list of orders.',
  })
}

/**
 * Find the settlement of one order for its admin page; null if no gate applied to it.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {Response} as loadSettlement
 */
export async function findSettlement(
  ctx: LoadSettlementNeeds,
  { myshopifyDomain, orderId }: { myshopifyDomain: string; orderId: number },
): Promise<LoadSettlementResult | null> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const row = await ctx.settlements.load({ shopId: shop.id, orderId })
  if (!row) return null
  const audit = await ctx.audit.list({ shopId: shop.id, orderId: BigInt(orderId), limit: MOST_AUDIT })
  return {
    shop,
    row,
    gates: await listGateNames(ctx, { shop, numbers: listGateNumbers(row) }),
    // A title must not fail the page.
    summary: await ctx.shopify.readOrderSummary({ orderId }).catch(nullIfKnown),
    holders: await listOrderHolders(ctx, { shop, row }),
    isHoldGone: await isHoldGone(ctx, row),
    holding: row.action.kind === 'hold' ? await readHolding(ctx) : null,
    audit,
    actors: await listActorNames(ctx, { shopId: shop.id, changes: audit }),
  }
}

/** If Shopify does not answer, the hold counts as standing. */
export async function isHoldGone(
  ctx: Needs<'log' | 'shopify'>,
  { orderId, action: { kind, state, holds } }: SettlementRow,
): Promise<boolean> {
  if (kind !== 'hold' || state === 'pending' || holds.length === 0) return false
  const standing = await listHolds(ctx, { orderId }).catch(nullIfKnown)
  return standing?.length === 0
}
