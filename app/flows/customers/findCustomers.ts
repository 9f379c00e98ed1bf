import type { CustomerRow } from '../../core/customer/types.ts'
import type { Needs } from '../context.ts'

const MOST = 100

export type FindCustomersResult = {
  readonly rows: readonly CustomerRow[]
  /** Names of their gates, by number. */
  readonly names: ReadonlyMap<number, string>
  /** Whether more match than are listed. */
  readonly isPartial: boolean
}

/** Find customers by their id or a wallet, or list the latest. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function findCustomers(
  ctx: Needs<'shops' | 'gates' | 'customers'>,
  {
    myshopifyDomain,
    asked,
  }: { myshopifyDomain: string; asked: { readonly customerId?: string; readonly wallet?: string } },
): Promise<FindCustomersResult> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const found = await ctx.customers.list({ shopId, ...asked, limit: MOST + 1 })
  const rows = found.slice(0, MOST)
  const names = await ctx.gates.listNames({ shopId, numbers: [...new Set(rows.map(({ gate }) => gate))] })
  return { rows, names, isPartial: found.length > MOST }
}
