import { platformOf } from '../../core/gate/platform.ts'
import type { OrderCustomer, OrderSummary } from '../../core/settlement/orderSummary.ts'
import { composeShopLink } from '../page/composeShopLink.ts'
import { describePlatform } from '../page/describePlatform.ts'
import type { CustomerView } from './views.ts'

const HIDDEN = {
  scope: 'Palisade may not see customers in this shop. Open the order in Shopify to see who it is.',
  approval:
    'Shopify has not approved this app to see the names of customers. Open the order in Shopify to see who it is.',
  'no-answer': 'Shopify did not answer. Reload the page to try again.',
} as const satisfies Record<Extract<OrderCustomer, { kind: 'hidden' }>['reason'], string>

/** Format the customer of an order, or why none is shown. */
export function formatCustomer({
  summary,
  myshopifyDomain,
}: {
  summary: OrderSummary | null
  myshopifyDomain: string
}): CustomerView {
  const isStore = platformOf(myshopifyDomain) === 'bigcommerce'
  const none = (sentence: string) =>
    ({ kind: 'none', sentence: describePlatform(sentence, { isStore }) }) as const
  if (summary === null) return none(NOT_SHOWN)
  const { customer } = summary
  if (customer.kind === 'guest') return none('Ordered without a customer account.')
  if (customer.kind === 'hidden') return none(HIDDEN[customer.reason])
  const { name, id } = customer
  const { url } = composeShopLink({ myshopifyDomain, page: 'customers', id })
  return { kind: 'known', name, url }
}

const NOT_SHOWN =
  'Shopify does not show this order to Palisade now. It may be deleted or older than 60 days, or Shopify did not answer.'

/** Format what the customer paid: `€96.00`. */
export function formatTotal({ amount, currencyCode }: OrderSummary['total']): string {
  const format = { style: 'currency', currency: currencyCode, currencyDisplay: 'narrowSymbol' } as const
  return new Intl.NumberFormat('en', format).format(Number(amount))
}
