import type { GateChange } from '../../core/gate/change.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { KeyNames } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'

export type ListGateChangesResult = {
  readonly shop: Shop
  readonly changes: readonly GateChange[]
  /** Names of the staff of the page by Shopify's user id, as far as Shopify has told them. */
  readonly staff: ReadonlyMap<string, string>
  /** Names of the keys of the page and of their projects, by key id. */
  readonly keys: ReadonlyMap<string, KeyNames>
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
  const userIds = listActorIds(changes, 'staff:')
  const keyIds = listActorIds(changes, 'api:')
  const staff = userIds.length === 0 ? new Map() : await ctx.staff.listNames({ shopId, userIds })
  const keys = keyIds.length === 0 ? new Map() : await ctx.apiKeys.listNames({ shopId, keyIds })
  const last = changes.at(-1)
  return { shop, changes, staff, keys, next: last && found.length > changes.length ? last.id : null }
}

/** List the ids of the actors of one kind. */
function listActorIds(changes: readonly GateChange[], kind: 'staff:' | 'api:'): string[] {
  const ids = changes.flatMap(({ actor }) => (actor.startsWith(kind) ? [actor.slice(kind.length)] : []))
  return [...new Set(ids)]
}
