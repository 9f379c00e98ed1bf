/** The gates of the products seen in this browser, by product id: `/cart.js` does not tell them. */
export type SeenGates = Readonly<Record<string, readonly number[]>>

const productLimit = 200

export type RememberGatesParameters = {
  readonly storage: Storage | null
  readonly shop: string
  readonly productId: number
  readonly gates: readonly number[]
  /** Forget all other products: one gate that is no more would spoil every check. */
  readonly isAlone?: boolean
}

/** Remember which gates a product has, and answer all that is known. */
export function rememberGates(parameters: RememberGatesParameters): SeenGates {
  const { storage, shop, productId, gates, isAlone = false } = parameters
  const key = `palisade:gates:${shop}`
  let known: SeenGates = {}
  try {
    if (!isAlone) known = (JSON.parse(storage?.getItem(key) ?? 'null') as SeenGates | null) ?? {}
    const { [productId]: _, ...others } = known
    const kept = Object.entries(others).slice(1 - productLimit)
    known = { ...Object.fromEntries(kept), [productId]: gates }
    storage?.setItem(key, JSON.stringify(known))
  } catch {
    // Without memory the cart's other gates wait for their own pages.
    known = { ...known, [productId]: gates }
  }
  return known
}
