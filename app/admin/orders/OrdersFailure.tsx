import { PageFailure } from '../page/PageFailure.tsx'

/** Why a page of orders cannot be shown; the way on is all of them. */
export function OrdersFailure() {
  return <PageFailure home={{ content: 'Orders', url: '/app/orders' }} />
}
