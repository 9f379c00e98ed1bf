import { UnreadableBanner } from '../page/UnreadableBanner.tsx'
import type { UnreadableOrderView } from './views.ts'

/** Banner with the orders whose database row this version cannot read; nothing if there are none. */
export function UnreadableOrders({ orders }: { orders: readonly UnreadableOrderView[] }) {
  return (
    <UnreadableBanner
      rows={orders.map(({ orderId, name }) => `“${name}” (order ${orderId})`)}
      one={{
        title: 'An order cannot be shown',
        text: 'another version of Palisade checked this order. Palisade cannot check it again or release it until this is fixed.',
      }}
      many={{
        title: 'Some orders cannot be shown',
        text: 'another version of Palisade checked these orders. Palisade cannot check them again or release them until this is fixed.',
      }}
    />
  )
}
