import { Banner } from '@shopify/polaris'
import type { UnreadableOrderView } from './views.ts'

/** Banner with the orders whose database row this version cannot read; nothing if there are none. */
export function UnreadableOrders({ orders }: { orders: readonly UnreadableOrderView[] }) {
  if (orders.length === 0) return null
  const names = orders.map(({ orderId, name }) => `“${name}” (order ${orderId})`).join(', ')
  const isOne = orders.length === 1
  return (
    <Banner tone="critical" title={isOne ? 'An order cannot be shown' : 'Some orders cannot be shown'}>
      <p>
        {names}: another version of Palisade checked {isOne ? 'this order' : 'these orders'}. Palisade cannot
        check {isOne ? 'it' : 'them'} again or release {isOne ? 'it' : 'them'} until this is fixed. Ask the
        person who runs your Palisade server to install that version, or a newer one.
      </p>
    </Banner>
  )
}
