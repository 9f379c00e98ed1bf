import { NotFoundError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'

export type AddDataRequestParameters = {
  readonly myshopifyDomain: string
  /** Shopify's id of the request; null if it gave none. */
  readonly requestId: number | null
  readonly customerId: number | null
  readonly orderIds: readonly number[]
}

/** Record a customer's data request. An unknown shop is ignored: nothing of its customers is stored. */
export async function addDataRequest(
  ctx: Needs<'now' | 'shops' | 'privacy'>,
  { myshopifyDomain, requestId, ...asked }: AddDataRequestParameters,
): Promise<void> {
  try {
    const { id: shopId } = await ctx.shops.load(myshopifyDomain)
    const at = ctx.now()
    // Without an id, the customer and the day identify the request.
    const requestKey =
      requestId === null ? `${asked.customerId ?? 'orders'} ${Math.floor(at / 86_400)}` : String(requestId)
    await ctx.privacy.addDataRequest({ shopId, requestKey, at, ...asked })
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
}
