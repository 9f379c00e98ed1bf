import { type CustomerPlan, planCustomer } from '../../core/customer/planCustomer.ts'
import { CUSTOMER_METAFIELD } from '../../core/customer/tagging.ts'
import type { FoundCustomer, PendingCustomer, WantedTags } from '../../core/customer/types.ts'
import { PalisadeError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/** Customers written at once: at most 750 of Shopify's points, of which the smallest plan restores 100 a second. */
const MOST_WRITTEN = 25

type Written = { shopId: ShopId; customer: PendingCustomer; found: FoundCustomer; wanted: WantedTags }

/**
 * Write the tags and metafields of customers who wait for it; `gates` are those whose tokens are read first. Who is gone at Shopify, or was never a customer of this
 * shop, is forgotten. If Shopify refuses one customer, the others go on.
 */
export async function writeCustomers(
  ctx: Needs<'now' | 'customers' | 'shopify'>,
  { shopId, wanted, gates }: { shopId: ShopId; wanted: WantedTags; gates: readonly number[] },
): Promise<void> {
  const pending = await ctx.customers.listPending({ shopId, gates, at: ctx.now(), limit: MOST_WRITTEN })
  if (pending.length === 0) return
  const found = await ctx.shopify.readCustomers(pending.map(({ customerId }) => customerId))
  const gone = pending.filter((_, i) => !found[i])
  if (gone.length > 0)
    await ctx.customers.delete({ shopId, customerIds: gone.map(({ customerId }) => customerId) })
  if (gone.length < pending.length) await ctx.shopify.ensureCustomerDefinition()
  for (const [i, customer] of pending.entries()) {
    const standing = found[i]
    if (standing) await writeCustomer(ctx, { shopId, customer, found: standing, wanted })
  }
}

async function writeCustomer(ctx: Needs<'customers' | 'shopify'>, written: Written): Promise<void> {
  const { shopId, customer, found, wanted } = written
  const plan = planCustomer({ gates: customer.gates, wanted, found })
  await ctx.customers.setOwn({ shopId, customerId: customer.customerId, plan })
  const isTaken = await runWrites(ctx, { ...written, plan })
  await ctx.customers.finish({ shopId, customer, plan: isTaken ? plan : toRefused(plan, found) })
}

/** Write a plan to Shopify; false if it refused it with a reason of its own, which another try cannot change. */
async function runWrites(
  ctx: Needs<'shopify'>,
  { customer: { customerId }, found, plan }: Written & { plan: CustomerPlan },
): Promise<boolean> {
  const gid = `gid://shopify/Customer/${customerId}`
  const { addTags, removeTags, metafield } = plan
  try {
    // First what goes, so that there is room for what comes.
    await ctx.shopify.removeTags({ gid, tags: removeTags })
    await ctx.shopify.addTags({ gid, tags: addTags })
    if (metafield !== undefined) {
      const digest = found.metafield?.digest ?? null
      await ctx.shopify.writeMetafields([{ ownerId: gid, ...CUSTOMER_METAFIELD, value: metafield, digest }])
    }
    return true
  } catch (error) {
    if (error instanceof PalisadeError && error.code === 'ERR_SHOPIFY_USER') return false
    throw error
  }
}

/** A plan of which Shopify may have refused any part: what the customer did not have before counts as refused. */
function toRefused(plan: CustomerPlan, found: FoundCustomer): CustomerPlan {
  const has = new Set(found.tags.map((tag) => tag.toLowerCase()))
  return {
    ...plan,
    kept: plan.kept.map((one) =>
      one.askedTag === null || has.has(one.askedTag.toLowerCase()) ? one : { ...one, refusal: 'refused' },
    ),
  }
}
