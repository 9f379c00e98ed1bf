/** The gates of the products seen in this browser, by product id: `/cart.js` does not tell them. */
export type SeenGates = Readonly<Record<string, readonly number[]>>

const productLimit = 200

export type RememberGatesParameters = {
  readonly storage: Storage | null
  readonly shop: string
  /** Those of this page, which may have changed. */
  readonly products: SeenGates
  /** Forget all other products: one gate that is no more would spoil every check. */
  readonly isAlone?: boolean
}

/** Remember which gates the page's products have, and answer all that is known. */
export function rememberGates(parameters: RememberGatesParameters): SeenGates {
  const { storage, shop, products, isAlone = false } = parameters
  const key = `palisade:gates:${shop}`
  let known: SeenGates = products
  try {
    if (!isAlone) {
      const others = Object.entries(JSON.parse(storage?.getItem(key) ?? '{}') as SeenGates)
      const kept = others.filter(([id]) => !(id in products)).slice(1 - productLimit)
      known = { ...Object.fromEntries(kept), ...products }
    }
    storage?.setItem(key, JSON.stringify(known))
  } catch {
    // Without memory the cart's other gates wait for their own pages.
  }
  return known
}
