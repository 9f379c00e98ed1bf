import type { CustomerRecord, DataRequest } from '../../core/privacy/types.ts'
import type { Needs } from '../context.ts'

export type LoadCustomerDataResult = { readonly request: DataRequest; readonly record: CustomerRecord }

/**
 * Load a data request and everything that this app stores about its customer.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_NOT_FOUND
 */
export async function loadCustomerData(
  ctx: Needs<'shops' | 'privacy'>,
  { myshopifyDomain, id }: { myshopifyDomain: string; id: number },
): Promise<LoadCustomerDataResult> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const request = await ctx.privacy.loadDataRequest({ shopId, id })
  const { customerId, orderIds } = request
  return { request, record: await ctx.privacy.listCustomerData({ shopId, customerId, orderIds }) }
}
