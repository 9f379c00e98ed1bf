/** A line that a cart had in another browser: what is bought, how often, and by which subscription. Nothing personal. */
export type CartLinkLine = {
  readonly variantId: number
  readonly quantity: number
  /** The selling plan; null for a one-time purchase. */
  readonly sellingPlanId: number | null
}

/** What a cart link asks for: lines that should be in the cart, and the page of the shop to go on to. */
export type CartLink = {
  readonly lines: readonly CartLinkLine[]
  /** Lines that stay behind, because they have details of the shopper's own. */
  readonly ownCount: number
  readonly path: string
}
