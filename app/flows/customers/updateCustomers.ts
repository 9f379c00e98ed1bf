import { planTags } from '../../core/customer/customerTags.ts'
import { PalisadeError } from '../../core/errors/base.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'
import { checkHolders } from './checkHolders.ts'
import { writeCustomers } from './writeCustomers.ts'

/** Seconds between two parts of a shop's work, so that other jobs and Shopify's points are left for sales. */
const PAUSE = 10

/**
 * Do a part of the work about a shop's customers: read the tokens of those who are due, and make Shopify agree with
 * what was found. The rest is queued as the next part.
 *
 * Without the scope `write_customers` nothing is read or written, and the rows wait. Those of customers who asked to be
 * forgotten go, and all of them in a shop that tags nobody any more: their tags stay at Shopify.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {PalisadeError} what Shopify or the database refuses
 */
export async function updateCustomers(
  ctx: Needs<'now' | 'shops' | 'gates' | 'jobs' | 'customers' | 'readBalances' | 'lists' | 'shopify'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const { id: shopId } = shop
  const gates = await ctx.gates.list({ shopId })
  const tags = await ctx.customers.listTags({ shopId })
  const wanted = planTags({ gates, tags, isOn: shop.settings.tagsCustomers })
  await ctx.customers.plan({ shopId, wanted })
  const giving = gates.filter(({ number }) => typeof wanted.get(number) === 'string')
  const numbers = giving.map(({ number }) => number)
  const findNext = () => ctx.customers.findNextWork({ shopId, gates: numbers, at: ctx.now() })
  if ((await findNext()) === null) return
  if (!(await ctx.shopify.hasScope('write_customers'))) {
    // Nothing will ever remove these tags. The merchant has switched them off, so nobody needs the rows.
    if (shop.settings.tagsCustomers) await ctx.customers.deleteErased({ shopId })
    else await ctx.customers.deleteAll({ shopId })
    return
  }
  try {
    await checkHolders(ctx, { shopId, gates: giving })
    await writeCustomers(ctx, { shopId, wanted, gates: numbers })
  } catch (error) {
    // The merchant took the permission back meanwhile. The rows wait, as without it.
    if (error instanceof PalisadeError && error.code === 'ERR_SCOPE_MISSING') return
    throw error
  }
  const next = await findNext()
  if (next === null) return
  const runAt = Math.max(next, ctx.now() + PAUSE)
  await ctx.jobs.add({ shopId, kind: 'customers', key: WHOLE_SHOP, runAt })
}
