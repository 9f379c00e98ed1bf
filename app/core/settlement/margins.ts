/**
 * A proof that was good when the shopper paid may have ended when the order stands: as long as the grant and its
 * reservations go on after it. Seconds.
 */
export const PAYING_SECONDS = 900

/** How long it may take until a change of a gate is what checkouts go by: Shopify caches for about a minute. Seconds. */
export const LIVE_SECONDS = 300

/** How long after its grant's end an order from another cart waits for the one the grant was made for. Seconds. */
export const SUSPECT_SECONDS = 3600
