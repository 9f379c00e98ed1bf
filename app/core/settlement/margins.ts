/**
 * A proof that was good when the shopper paid may have ended when the order stands: as long as the grant and its
 * reservations go on after it. Seconds.
 */
export const PAYING_SECONDS = 900

/** How long it may take until a change of a gate is what checkouts go by: Shopify caches for about a minute. Seconds. */
export const LIVE_SECONDS = 300

/** How long after its grant's end an order from another cart waits for the one the grant was made for. Seconds. */
export const SUSPECT_SECONDS = 3600

/**
 * An order from another cart pays only if the grant's own order never comes, however late it is told: in the ledger's
 * order of time it stands behind every order that could. Seconds, longer than Shopify keeps orders readable for apps.
 */
export const LATE_SECONDS = 400_000_000

/** For how long Shopify tells of an order, and shows it when asked: sixty days, and one more. What it may need is kept as long. Seconds. */
export const TOLD_SECONDS = 61 * 24 * 3600

/** For how long after an order holdings are read again: what is held later says nothing of the purchase. Seconds. */
export const RECHECK_SECONDS = 3600

/** For how long a hold waits for Shopify to give an order's lines to a location. Seconds. */
export const ROUTING_SECONDS = 30 * 24 * 3600
