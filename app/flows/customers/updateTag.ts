import { parseTag } from '../../core/customer/customerTags.ts'
import type { Needs } from '../context.ts'
import { queueTags } from './queueTags.ts'

/**
 * Store how a gate tags customers; their tags follow in a job.
 * @throws {InputError} ERR_BODY_INVALID for a text that cannot be a tag
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 */
export async function updateTag(
  ctx: Needs<'now' | 'shops' | 'gates' | 'jobs' | 'customers'>,
  {
    myshopifyDomain,
    number,
    tag,
    ...choice
  }: {
    myshopifyDomain: string
    number: number
    /** As typed; empty for the gate's name. */
    tag: string
    isOn: boolean
    removesWhenPaused: boolean
  },
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  await ctx.customers.setTag({ shopId: shop.id, tag: { gate: gate.number, tag: parseTag(tag), ...choice } })
  await queueTags(ctx, { shop })
}
