/** A cart as `/cart.js` returns it; only the fields that the block reads. */
export type Cart = {
  readonly token: string
  /** In hundredths of the currency's unit. */
  readonly total_price: number
  readonly attributes: Readonly<Record<string, string | null>>
  readonly items: readonly CartItem[]
  readonly discount_codes?: readonly { readonly code: string }[]
}

export type CartItem = {
  readonly key: string
  readonly product_id: number
  readonly variant_id: number
  readonly quantity: number
  readonly properties: Readonly<Record<string, string>> | null
  readonly selling_plan_allocation?: { readonly selling_plan: { readonly id: number } } | null
}

/** The name of the cart attribute and of the line property that carry a proof. */
export const proofKey = '_palisade'
