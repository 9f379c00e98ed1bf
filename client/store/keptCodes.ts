import { readClock } from '../../extensions/gate-block/src/session/readClock.ts'
import { readStored, writeStored } from '../../extensions/gate-block/src/session/stored.ts'

/** The codes of a product's page, and when they end, in unix seconds. */
type Kept = { readonly productId: number; readonly codes: readonly string[]; readonly endsAt: number }

const toKey = (store: string) => `palisade:codes:${store}`

/** Keep the codes that a product's page shows, for the store's other pages. Without codes, those of before are forgotten. */
export function writeKeptCodes(store: string, kept: Kept): void {
  const others = readKept(store).filter(({ productId }) => productId !== kept.productId)
  writeStored(toKey(store), JSON.stringify(kept.codes.length > 0 ? [...others, kept] : others))
}

/** List the codes that were kept for these products and have not ended. */
export function listKeptCodes(store: string, productIds: readonly number[]): string[] {
  const own = readKept(store).filter(({ productId }) => productIds.includes(productId))
  return [...new Set(own.flatMap(({ codes }) => codes))]
}

/** Whether any code was kept. Without one, a page asks nothing of the cart. */
export function hasKeptCodes(store: string): boolean {
  return readKept(store).length > 0
}

/** Another script of the page may have written there. */
function readKept(store: string): Kept[] {
  try {
    const found: unknown = JSON.parse(readStored(toKey(store)) ?? '[]')
    return Array.isArray(found) ? found.filter((one) => isKept(one) && one.endsAt > readClock()) : []
  } catch {
    return []
  }
}

function isKept(value: Partial<Kept> | null): value is Kept {
  const { productId, codes, endsAt } = value ?? {}
  return Number.isSafeInteger(productId) && Number.isSafeInteger(endsAt) && Array.isArray(codes)
}
