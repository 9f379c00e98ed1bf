/** A visit as this browser stores it. `expiresAt` is in unix seconds; `address` is masked. */
export type StoredVisit = {
  readonly session: string
  readonly address: string | null
  readonly expiresAt: number
}

const visitSeconds = 2 * 60 * 60

export type WriteVisitParameters = {
  readonly storage: Storage | null
  readonly shop: string
  readonly session: string
  readonly address: string | null
  readonly now: number
  /** Whether only this page can go on with it: its key could not be stored. */
  readonly isOfPage?: boolean
}

/** Store a visit. A visit that is already stored keeps its end, because the server does not move it. */
export function writeVisit(parameters: WriteVisitParameters): void {
  const { storage, shop, session, address, now, isOfPage } = parameters
  if (storage && isOfPage) failed.add(storage)
  const known = findVisit({ storage, shop, now })
  const expiresAt = known?.session === session ? known.expiresAt : now + visitSeconds
  const visit: StoredVisit = { session, address: address ?? known?.address ?? null, expiresAt }
  writeStored(storage, shop, JSON.stringify(visit))
}

export type FindVisitParameters = Pick<WriteVisitParameters, 'storage' | 'shop' | 'now'>

/** Find the visit that has not ended yet. */
export function findVisit(parameters: FindVisitParameters): StoredVisit | null {
  const { storage, shop, now } = parameters
  try {
    // Fails without storage, without a visit, and for a text of another script under our key.
    const visit = JSON.parse(readStored(storage, shop) as string) as StoredVisit
    return visit.expiresAt > now ? visit : null
  } catch {
    return null
  }
}

/** Forget the visit. */
export function removeVisit(parameters: Pick<WriteVisitParameters, 'storage' | 'shop'>): void {
  writeStored(parameters.storage, parameters.shop, 'null')
}

function keyOf(shop: string): string {
  return `palisade:visit:${shop}`
}

/** Visits of this page, for a browser that forbids storage: the card stays open until the page is left. */
const kept = new Map<string, string>()
/** Storages that are full or forbidden, or without the key: the next page asks for one more signature. */
const failed = new WeakSet<Storage>()

function readStored(storage: Storage | null, shop: string): string | null {
  return storage && !failed.has(storage) ? storage.getItem(keyOf(shop)) : (kept.get(shop) ?? null)
}

function writeStored(storage: Storage | null, shop: string, text: string): void {
  if (storage && !failed.has(storage)) {
    try {
      storage.setItem(keyOf(shop), text)
      return
    } catch {
      failed.add(storage)
    }
  }
  kept.set(shop, text)
}
