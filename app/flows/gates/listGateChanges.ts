import type { GateChange } from '../../core/gate/change.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Needs } from '../context.ts'

export type ListGateChangesResult = {
  readonly shop: Shop
  readonly changes: readonly GateChange[]
  /** Names of the staff of the page by Shopify's user id, as far as Shopify has told them. */
  readonly staff: ReadonlyMap<string, string>
  /** Cursor for the next page; null on the last page. */
  readonly next: string | null
}

const PAGE_LENGTH = 25

/**
 * List a page of the history of gates, newest first. Costs three statements.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function listGateChanges(
  ctx: Needs<'shops' | 'gates' | 'staff'>,
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
  const userIds = [...new Set(changes.flatMap(({ actor }) => findUserId(actor) ?? []))]
  const staff = userIds.length === 0 ? new Map() : await ctx.staff.listNames({ shopId, userIds })
  const last = changes.at(-1)
  return { shop, changes, staff, next: last && found.length > changes.length ? last.id : null }
}

/** Find Shopify's user id of an actor; null if it is not a member of the staff. */
function findUserId(actor: string): string | null {
  return actor.startsWith('staff:') ? actor.slice('staff:'.length) : null
}
