import type { CustomerRow } from '../../core/customer/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { CustomerRecord } from '../../core/privacy/types.ts'
import type { Needs } from '../context.ts'

export type LoadCustomerResult = {
  readonly shop: Shop
  readonly customerId: string
  readonly rows: readonly CustomerRow[]
  /** Names of the gates, by number. */
  readonly names: ReadonlyMap<number, string>
  /** All that is stored: the same that a data request of this customer gets. */
  readonly record: CustomerRecord
}

const MOST_GATES = 250

/** Load everything that is stored about a customer. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function loadCustomer(
  ctx: Needs<'shops' | 'gates' | 'customers' | 'privacy'>,
  { myshopifyDomain, customerId }: { myshopifyDomain: string; customerId: string },
): Promise<LoadCustomerResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id: shopId } = shop
  const rows = await ctx.customers.list({ shopId, customerId, limit: MOST_GATES })
  const [names, record] = await Promise.all([
    ctx.gates.listNames({ shopId, numbers: rows.map(({ gate }) => gate) }),
    ctx.privacy.listCustomerData({ shopId, customerId, orderIds: [] }),
  ])
  return { shop, customerId, rows, names, record }
}
