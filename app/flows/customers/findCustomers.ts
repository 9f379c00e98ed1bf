import type { CustomerRow } from '../../core/customer/types.ts'
import type { Needs } from '../context.ts'

const PAGE_LENGTH = 50

export type FindCustomersResult = {
  readonly rows: readonly CustomerRow[]
  /** Names of their gates, by number. */
  readonly names: ReadonlyMap<number, string>
  /** Cursor for the next page; null on the last page. */
  readonly next: string | null
}

/** Find customers by their id or a wallet, or list the latest. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function findCustomers(
  ctx: Needs<'shops' | 'gates' | 'customers'>,
  {
    myshopifyDomain,
    asked,
    before,
  }: {
    myshopifyDomain: string
    asked: { readonly customerId?: string; readonly wallet?: string }
    /** The last customer of the previous page. */
    before?: string | undefined
  },
): Promise<FindCustomersResult> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const mark = before === undefined ? {} : { before }
  const found = await ctx.customers.list({ shopId, ...asked, ...mark, limit: PAGE_LENGTH + 1 })
  const ids = [...new Set(found.map(({ customerId }) => customerId))].slice(0, PAGE_LENGTH)
  const last = ids.at(-1)
  const rows = found.filter(({ customerId }) => ids.includes(customerId))
  const names = await ctx.gates.listNames({ shopId, numbers: [...new Set(rows.map(({ gate }) => gate))] })
  return { rows, names, next: last !== undefined && rows.length < found.length ? last : null }
}
