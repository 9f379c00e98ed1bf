import { createHost } from '../../shopper-surfaces/createHost.ts'
import { renderOrder } from '../../shopper-surfaces/renderOrder.ts'

/** Shopify's API of the block's target. */
declare const shopify: Parameters<typeof createHost>[0] & {
  readonly order: {
    readonly value?: { readonly id: string; readonly confirmationNumber?: string } | undefined
  }
}

/** Render the block. Shopify calls it once the page of an order is open. Most orders have no unlock. */
export default function renderOrderStatus(): Promise<void> {
  const order = shopify.order.value
  return renderOrder(createHost(shopify), {
    orderGid: order?.id ?? '',
    confirmation: order?.confirmationNumber ?? null,
    hasUnlock: false,
  })
}
