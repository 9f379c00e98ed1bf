import type { CustomerSummary } from '../../core/customer/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { listOpenings, type Opening } from '../../core/settlement/listOpenings.ts'
import type { Needs } from '../context.ts'
import { limitClient } from '../unlocks/limitClient.ts'

export type CustomerOpenings = Pick<CustomerSummary, 'wallets' | 'open' | 'held'> & {
  readonly shop: Shop
  /** Newest first. */
  readonly orders: readonly {
    readonly orderId: number
    readonly name: string
    readonly orderedAt: number
    readonly openings: readonly Opening[]
  }[]
  /** All gates that are named; deleted ones too. */
  readonly gates: readonly Gate[]
}

const ORDERS = 20

/**
 * Load a signed-in customer's wallets, open gates, and the latest orders with what opened them.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {AccessError} ERR_RATE_LIMITED
 */
export async function loadCustomerOpenings(
  ctx: Needs<'now' | 'limits' | 'limitFactor' | 'shops' | 'gates' | 'customers' | 'settlements'>,
  parameters: {
    readonly myshopifyDomain: string
    readonly customerId: string
    readonly clientAddress: ClientAddress | null
  },
): Promise<CustomerOpenings> {
  const { myshopifyDomain, customerId, clientAddress } = parameters
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id: shopId } = shop
  await limitClient(ctx, { request: 'surface', shop, clientAddress, walletAddress: null })
  const summary = await ctx.customers.readSummary({ shopId, customerId, orders: ORDERS, at: ctx.now() })
  const { rows } = await ctx.settlements.loadMany({ shopId, orderIds: summary.orderIds })
  // An order's word stays when another customer got the order.
  const own = summary.orderIds.flatMap((orderId) => {
    const row = rows.get(orderId)
    return row && !row.isRedacted && String(row.customerId) === customerId ? [row] : []
  })
  const numbers = [
    ...summary.open.map(({ gate }) => gate),
    ...summary.held,
    ...own.flatMap(({ settlement }) => settlement.gates.map(({ gate }) => gate)),
  ]
  const gates = await findGates(ctx, { shop, numbers: [...new Set(numbers)] })
  const orders = own.map((row) => {
    const { orderId, name, orderedAt } = row
    const units = summary.units.get(orderId) ?? []
    return { orderId, name, orderedAt, openings: listOpenings({ row, units, gates }) }
  })
  const { wallets, open, held } = summary
  return { shop, wallets, open, held, gates, orders: orders.filter(({ openings }) => openings.length > 0) }
}

async function findGates(
  ctx: Needs<'gates'>,
  { shop, numbers }: { readonly shop: Shop; readonly numbers: readonly number[] },
): Promise<readonly Gate[]> {
  if (numbers.length === 0) return []
  return (await ctx.gates.find({ shopId: shop.id, numbers, withDeleted: true }).catch(nullIfKnown)) ?? []
}
