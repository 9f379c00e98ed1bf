import type { CounterSale, Till } from '../../core/counter/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { ListedCharge } from '../../ports/counter.ts'
import type { Needs } from '../context.ts'
import { composeTillToken } from './composeTillToken.ts'

const MOST_TILLS = 50
const MOST_CHARGES = 50
const SALES_SECONDS = 30 * 24 * 3600

/** The tills of a shop with the secrets of their links, what they charged, and which orders lack a charge. */
export type CounterPageContent = {
  readonly shop: Shop
  readonly tills: readonly { readonly till: Till; readonly token: string }[]
  readonly charges: readonly ListedCharge[]
  /** Of thirty days. */
  readonly sales: readonly CounterSale[]
  /** Names of the gates that charges and sales name. */
  readonly gateNames: ReadonlyMap<number, string>
}

/**
 * List what the page of the counter shows.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function listCounter(
  ctx: Needs<'now' | 'shops' | 'gates' | 'counter' | 'hashPersonal'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<CounterPageContent> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id: shopId } = shop
  const tills = await ctx.counter.listTills({ shopId, limit: MOST_TILLS })
  const charges = await ctx.counter.listCharges({ shopId, limit: MOST_CHARGES })
  const since = ctx.now() - SALES_SECONDS
  const sales = await ctx.counter.listSales({ shopId, since, limit: MOST_CHARGES })
  const numbers = [...charges.map(({ gate }) => gate as number), ...sales.flatMap(({ gates }) => gates)]
  return {
    ...{ shop, charges, sales },
    tills: tills.map((till) => ({ till, token: composeTillToken(ctx, till) })),
    gateNames: await ctx.gates.listNames({ shopId, numbers: [...new Set(numbers)] }),
  }
}
