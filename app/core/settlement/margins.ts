/**
 * How long after a proof's end its order may be created, since the shopper paid before. Grants and reservations outlive
 * the proof by this. Seconds.
 */
export const PAYING_SECONDS = 900

/** How long a change of a gate may take to reach checkouts: Shopify caches for about a minute. Seconds. */
export const LIVE_SECONDS = 300

/** How long after its grant's end an order from another cart waits for the one the grant was made for. Seconds. */
export const SUSPECT_SECONDS = 3600

/**
 * An order from another cart pays only if the grant's own order never comes, however late that one is announced. So the
 * ledger ranks it this much later, behind every order that could be the own one. Seconds, longer than Shopify keeps
 * orders readable for apps.
 */
export const LATE_SECONDS = 400_000_000

/**
 * How long Shopify sends webhooks of an order, and shows it when asked: sixty days, and one more. Data that an order
 * may need is stored as long. Seconds.
 */
export const TOLD_SECONDS = 61 * 24 * 3600

/** How long after an order the name of a gate alone, without a proof, makes a discount ours. Seconds. */
export const NAMED_SECONDS = 24 * 3600
/** How long after an order balances are rechecked: later ones say nothing about the purchase. Seconds. */
export const RECHECK_SECONDS = 3600

/** How long a hold waits for Shopify to assign an order's lines to a location. Seconds. */
export const ROUTING_SECONDS = 30 * 24 * 3600
