import { readClock } from '../../extensions/gate-block/src/session/readClock.ts'
import { readStored, writeStored } from '../../extensions/gate-block/src/session/stored.ts'

/** The codes of a product's page, and when they end, in unix seconds. */
type Given = { readonly productId: number; readonly codes: readonly string[]; readonly endsAt: number }
/** `old`: codes that the page showed before these. */
type Kept = Given & { readonly old?: readonly string[] }

/** More codes than a cart holds. */
const MOST_OLD = 8

const toKey = (store: string) => `palisade:codes:${store}`

/** Keep the codes that a product's page shows, for the store's other pages. Those of before are old from now on. */
export function writeKeptCodes(store: string, { productId, codes, endsAt }: Given): void {
  const all = readKept(store)
  const before = all.find((one) => one.productId === productId)
  const gone = [...(before?.codes ?? []), ...(before?.old ?? [])]
  const old = gone.filter((code) => !codes.includes(code)).slice(0, MOST_OLD)
  const kept = { productId, codes, old, endsAt: codes.length > 0 ? endsAt : (before?.endsAt ?? 0) }
  const others = all.filter((one) => one !== before)
  writeStored(toKey(store), JSON.stringify(codes.length + old.length > 0 ? [...others, kept] : others))
}

/** List the codes that were kept for these products and have not ended. */
export function listKeptCodes(store: string, productIds: readonly number[]): string[] {
  const own = readKept(store).filter(({ productId }) => productIds.includes(productId))
  return [...new Set(own.flatMap(({ codes }) => codes))]
}

/** List codes that other ones have replaced. A cart that has both would get a price twice. */
export function listOldCodes(store: string): string[] {
  const all = readKept(store)
  return all.flatMap(({ old = [] }) => old).filter((code) => !all.some(({ codes }) => codes.includes(code)))
}

/** Whether any code was kept. Without one, a page asks nothing of the cart. */
export function hasKeptCodes(store: string): boolean {
  return readKept(store).some(({ codes }) => codes.length > 0)
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
  const { productId, codes, old = [], endsAt } = value ?? {}
  const hasLists = Array.isArray(codes) && Array.isArray(old)
  return Number.isSafeInteger(productId) && Number.isSafeInteger(endsAt) && hasLists
}
