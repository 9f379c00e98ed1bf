import { NotFoundError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'

export type RecordDataRequestParameters = {
  readonly myshopifyDomain: string
  /** Shopify's number of the request; null where it gave none. */
  readonly requestId: number | null
  readonly customerId: number | null
  readonly orderIds: readonly number[]
}

/** Write down that a customer asks what is kept of them. A shop that is not known keeps nothing of anybody. */
export async function recordDataRequest(
  ctx: Needs<'now' | 'shops' | 'privacy'>,
  { myshopifyDomain, requestId, ...asked }: RecordDataRequestParameters,
): Promise<void> {
  try {
    const { id: shopId } = await ctx.shops.load(myshopifyDomain)
    const at = ctx.now()
    // Without a number the customer and the day tell one request from another.
    const requestKey =
      requestId === null ? `${asked.customerId ?? 'orders'} ${Math.floor(at / 86_400)}` : String(requestId)
    await ctx.privacy.addDataRequest({ shopId, requestKey, at, ...asked })
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
}
