import type { StandinOrder, StandinRefund } from '../state.ts'

export type FormatRefundParameters = { order: StandinOrder; refund: StandinRefund }

/** The body of `refunds/create`. */
export function formatRefund({ order, refund }: FormatRefundParameters): Record<string, unknown> {
  return {
    id: refund.id,
    admin_graphql_api_id: `gid://shopify/Refund/${refund.id}`,
    order_id: order.id,
    created_at: refund.createdAt,
    processed_at: refund.createdAt,
    note: refund.note,
    refund_line_items: refund.lines.map((line) => ({
      id: line.id,
      line_item_id: line.lineItemId,
      quantity: line.quantity,
      restock_type: line.restockType,
    })),
    transactions: [],
  }
}
