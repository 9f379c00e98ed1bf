import { formatGid } from './gid.ts'
import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation OrderCancel(
    $orderId: ID!
    $notify: Boolean!
    $note: String!
    $refund: OrderCancelRefundMethodInput!
  ) {
    orderCancel(
      orderId: $orderId
      notifyCustomer: $notify
      reason: OTHER
      refundMethod: $refund
      restock: true
      staffNote: $note
    ) {
      job { id }
      orderCancelUserErrors { field message code }
    }
  }`

const MOST_NOTE = 255

/**
 * Cancel an order: the money goes back to where it came from, the goods back to stock. It is done a little later, and
 * cannot be undone.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderCancel
 */
export async function orderCancel({
  graphql,
  orderId,
  notify,
  note,
}: {
  graphql: AdminGraphql
  orderId: number | bigint
  notify: boolean
  note: string
}): Promise<void> {
  await runMutation({
    graphql,
    root: 'orderCancel',
    errorsIn: 'orderCancelUserErrors',
    document: DOCUMENT,
    variables: {
      orderId: formatGid('Order', orderId),
      notify,
      note: note.slice(0, MOST_NOTE),
      refund: { originalPaymentMethodsRefund: true },
    },
  })
}
