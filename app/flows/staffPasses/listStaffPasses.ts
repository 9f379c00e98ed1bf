import type { Shop } from '../../core/gate/shop.ts'
import type { GatePasses, PassMark } from '../../core/staffPass/types.ts'
import type { Needs } from '../context.ts'
import { composePassToken } from './composePassToken.ts'

const MOST = 50

/**
 * List a page of the passes of a gate, newest first.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 */
export async function listStaffPasses(
  ctx: Needs<'shops' | 'gates' | 'staffPasses' | 'staff' | 'hashPersonal'>,
  {
    myshopifyDomain,
    number,
    before,
  }: { myshopifyDomain: string; number: number; before?: PassMark | undefined },
): Promise<GatePasses> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  const found = await ctx.staffPasses.list({ shopId: shop.id, gate: number, before, limit: MOST + 1 })
  const passes = found.slice(0, MOST)
  const last = passes.at(-1)
  return {
    ...{ shop, gate, next: last && found.length > passes.length ? last : null },
    passes: passes.map((pass) => ({ pass, token: composePassToken(ctx, pass) })),
    staff: await listActorNames(ctx, { shopId: shop.id, actors: passes.map(({ actor }) => actor) }),
  }
}

/** Names of the staff among actors, by Shopify's user id. */
export async function listActorNames(
  ctx: Needs<'staff'>,
  { shopId, actors }: { shopId: Shop['id']; actors: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const userIds = [...new Set(actors.flatMap((actor) => (actor.startsWith('staff:') ? actor.slice(6) : [])))]
  return userIds.length === 0 ? new Map() : ctx.staff.listNames({ shopId, userIds })
}
