import { createHost } from '../../shopper-surfaces/createHost.ts'
import { renderCustomer } from '../../shopper-surfaces/renderCustomer.ts'

/** Shopify's API of the block's target. */
declare const shopify: Parameters<typeof createHost>[0]

/** Render the block. Shopify calls it once the customer's profile is open. */
export default function renderProfile(): Promise<void> {
  return renderCustomer(createHost(shopify))
}
