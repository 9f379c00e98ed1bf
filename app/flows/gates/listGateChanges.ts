import type { ActorNames } from '../../core/actor/types.ts'
import type { GateChange } from '../../core/gate/change.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'
import { listActorNames } from '../shops/listActorNames.ts'

export type ListGateChangesResult = {
  readonly shop: Shop
  readonly changes: readonly GateChange[]
  /** Names behind the changes of the page. */
  readonly actors: ActorNames
  /** Cursor for the next page; null on the last page. */
  readonly next: string | null
}

const PAGE_LENGTH = 25

/**
 * List a page of the history of gates, newest first. Costs three statements, and one more if keys have changed gates.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function listGateChanges(
  ctx: Needs<'shops' | 'gates' | 'staff' | 'apiKeys'>,
  {
    myshopifyDomain,
    gate,
    before,
  }: {
    readonly myshopifyDomain: string
    /** Undefined for all gates. */
    readonly gate?: number | undefined
    /** Cursor of the previous page. */
    readonly before?: string | undefined
  },
): Promise<ListGateChangesResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const shopId = shop.id
  const found = await ctx.gates.listChanges({
    shopId,
    ...(gate === undefined ? {} : { number: gate }),
    ...(before === undefined ? {} : { before }),
    limit: PAGE_LENGTH + 1,
  })
  const changes = found.slice(0, PAGE_LENGTH)
  const actors = await listActorNames(ctx, { shopId, changes })
  const last = changes.at(-1)
  return { shop, changes, actors, next: last && found.length > changes.length ? last.id : null }
}
