import type { Till } from '../../core/counter/types.ts'
import type { Needs } from '../context.ts'
import { composeTillToken } from './composeTillToken.ts'

export type CreateTillParameters = {
  readonly myshopifyDomain: string
  /** `staff:<user id>` */
  readonly actor: string
  readonly name: string
  readonly hours: number
  /** The id that the page gave to the till. */
  readonly draftId: string
}

/**
 * Create a till, whose link lets staff check codes for some hours. A request that is sent again changes nothing.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function createTill(
  ctx: Needs<'now' | 'shops' | 'counter' | 'hashSecret' | 'hashPersonal'>,
  { myshopifyDomain, actor, name, hours, draftId }: CreateTillParameters,
): Promise<void> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const id = ctx.hashSecret(`till ${shop.id} ${draftId}`).slice(0, 32)
  const createdAt = ctx.now()
  const till: Till = {
    ...{ id, shopId: shop.id, name, actor, createdAt, endsAt: createdAt + hours * 3600 },
    ...{ revokedAt: null, usedAt: null },
  }
  await ctx.counter.createTill({ till, tokenHash: ctx.hashSecret(composeTillToken(ctx, till)) })
}
