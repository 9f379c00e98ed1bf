/** The tables that an order of a gate fills, in the order in which they are filled. */
export const STORED_TABLES = [
  ...['visit', 'grant', 'reservation', 'redemption', 'total_slot', 'settlement', 'order_gate', 'order_word'],
  ...['unlock_event', 'unlock_wallet', 'gate_holder', 'customer_gate', 'customer_wallet'],
] as const
