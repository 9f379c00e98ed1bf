import { readStored, writeStored } from './stored.ts'

/** The gates of products seen in this browser, by product id, because `/cart.js` does not have them. */
export type SeenGates = Readonly<Record<string, readonly number[]>>

const productLimit = 200

export type WriteSeenGatesParameters = {
  readonly shop: string
  /** The products of this page, whose gates may have changed. */
  readonly products: SeenGates
  /** Forget all other products: a single gate that no longer exists would fail every check. */
  readonly isAlone?: boolean
}

/** Store the gates of the page's products; answers the gates of all known products. */
export function writeSeenGates({ shop, products, isAlone }: WriteSeenGatesParameters): SeenGates {
  const key = `palisade:gates:${shop}`
  let known: SeenGates = products
  try {
    if (!isAlone) {
      const others = Object.entries((JSON.parse(readStored(key) as string) as SeenGates | null) ?? {})
      const kept = others
        .filter(([id, gates]) => !(id in products) && Array.isArray(gates))
        .slice(1 - productLimit)
      known = { ...Object.fromEntries(kept), ...products }
    }
  } catch {
    // Another script has written its own text under our key.
  }
  writeStored(key, JSON.stringify(known))
  return known
}
