import { NotFoundError } from '../../core/errors/base.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { AuditEntry } from '../../core/redemption/types.ts'
import type { HoldingState } from '../../core/settlement/holding.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'
import { findProducts } from '../gates/findProducts.ts'
import { listHolds } from './listHolds.ts'
import { listGateNames, listGateNumbers } from './listSettlements.ts'
import { readHolding } from './readHolding.ts'

export type LoadSettlementResult = {
  readonly shop: Shop
  readonly row: SettlementRow
  readonly gates: ReadonlyMap<number, string>
  /** Title and quantity by line id, for products that Shopify returns. */
  readonly lines: ReadonlyMap<number, { readonly title: string; readonly quantity: number }>
  /** Whether somebody released the app's holds in Shopify's admin, which does not notify the app. */
  readonly isHoldGone: boolean
  /** Whether the app may hold orders now; null for an order that needs no hold. */
  readonly holding: HoldingState | null
  /** Audit entries of the order, newest first. */
  readonly audit: readonly AuditEntry[]
}

const MOST_AUDIT = 50

/**
 * Load the settlement of one order for its admin page.
 *
 * @throws {NotFoundError} ERR_NOT_FOUND, ERR_SHOP_NOT_FOUND
 * @throws {Response} from Shopify's library, to send the merchant through a new login
 */
export async function loadSettlement(
  ctx: Needs<'shops' | 'gates' | 'settlements' | 'audit' | 'log' | 'shopify'>,
  { myshopifyDomain, orderId }: { myshopifyDomain: string; orderId: number },
): Promise<LoadSettlementResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const row = await ctx.settlements.load({ shopId: shop.id, orderId })
  if (!row) {
    throw new NotFoundError('ERR_NOT_FOUND', 'No gate applied to this order.', {
      hint: 'Open it from the list of orders.',
    })
  }
  return {
    shop,
    row,
    gates: await listGateNames(ctx, { shop, numbers: listGateNumbers(row) }),
    lines: await listLineTitles(ctx, { orderId }),
    isHoldGone: await isHoldGone(ctx, row),
    holding: row.action.kind === 'hold' ? await readHolding(ctx) : null,
    audit: await ctx.audit.list({ shopId: shop.id, orderId: BigInt(orderId), limit: MOST_AUDIT }),
  }
}

/** If Shopify does not answer, the hold counts as standing. */
async function isHoldGone(
  ctx: Needs<'log' | 'shopify'>,
  { orderId, action: { kind, state, holds } }: SettlementRow,
): Promise<boolean> {
  if (kind !== 'hold' || state === 'pending' || holds.length === 0) return false
  const standing = await listHolds(ctx, { orderId }).catch(nullIfKnown)
  return standing?.length === 0
}

/** Load line titles. Empty if Shopify does not answer: a title must not fail the page. */
async function listLineTitles(
  ctx: Needs<'log' | 'shopify'>,
  { orderId }: { orderId: number },
): Promise<LoadSettlementResult['lines']> {
  const order = await ctx.shopify.readOrder({ orderId }).catch(nullIfKnown)
  if (!order) return new Map()
  const products = await findProducts(ctx, { ids: order.lines.flatMap(({ productId }) => productId ?? []) })
  const titles = new Map(products.map(({ id, title }) => [id, title]))
  return new Map(
    order.lines.flatMap(({ id, productId, quantity }) => {
      const title = productId === null ? undefined : titles.get(productId)
      return title === undefined ? [] : [[id, { title, quantity }]]
    }),
  )
}
