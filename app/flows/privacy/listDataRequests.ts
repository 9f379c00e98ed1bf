import type { DataRequest } from '../../core/privacy/types.ts'
import type { Needs } from '../context.ts'

const PAGE_LENGTH = 10

/** List a page of a shop's data requests, newest first. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function listDataRequests(
  ctx: Needs<'shops' | 'privacy'>,
  { myshopifyDomain, before }: { myshopifyDomain: string; before?: number | undefined },
): Promise<{
  readonly requests: readonly DataRequest[]
  /** Id of the last request of the page, behind which the next one begins; null on the last page. */
  readonly next: number | null
}> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const found = await ctx.privacy.listDataRequests({ shopId, before, limit: PAGE_LENGTH + 1 })
  const requests = found.slice(0, PAGE_LENGTH)
  const last = requests.at(-1)
  return { requests, next: last && found.length > requests.length ? last.id : null }
}
