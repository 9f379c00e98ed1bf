/** The statuses of an order, by number, with what the platform says of each in the control panel. */
export const STATUSES: readonly string[] = [
  'Incomplete',
  'Pending',
  'Shipped',
  'Partially Shipped',
  'Refunded',
  'Cancelled',
  'Declined',
  'Awaiting Payment',
  'Awaiting Pickup',
  'Awaiting Shipment',
  'Completed',
  'Awaiting Fulfillment',
  'Manual Verification Required',
  'Disputed',
  'Partially Refunded',
]

export const INCOMPLETE = 0
export const REFUNDED = 4
export const CANCELLED = 5
export const AWAITING_FULFILLMENT = 11
export const PARTIALLY_REFUNDED = 14
