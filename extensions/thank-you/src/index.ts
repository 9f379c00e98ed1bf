import { createHost } from '../../shopper-surfaces/createHost.ts'
import { renderOrder } from '../../shopper-surfaces/renderOrder.ts'

type Attribute = { readonly key: string }
type Signal<Value> = { readonly value: Value }

/** Shopify's API of the block's target. */
declare const shopify: Parameters<typeof createHost>[0] & {
  readonly orderConfirmation: Signal<{ readonly order: { readonly id: string }; readonly number?: string }>
  readonly attributes: Signal<readonly Attribute[]>
  readonly lines: Signal<readonly { readonly attributes: readonly Attribute[] }[]>
}

/** What the theme block writes into carts and their lines. */
const PROOF = '_palisade'

/** Render the block. Shopify calls it once the thank-you page is open. */
export default function renderThankYou(): Promise<void> {
  const { order, number } = shopify.orderConfirmation.value
  const attributes = [...shopify.attributes.value, ...shopify.lines.value.flatMap((line) => line.attributes)]
  return renderOrder(createHost(shopify), {
    orderGid: order.id,
    confirmation: number ?? null,
    hasUnlock: attributes.some(({ key }) => key === PROOF),
  })
}
