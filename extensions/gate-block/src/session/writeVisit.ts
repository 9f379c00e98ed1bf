import { readClock } from './readClock.ts'
import { readStored, writeStored } from './stored.ts'

/** A visit as this browser stores it. `expiresAt` is in unix seconds; `address` is masked. */
export type StoredVisit = {
  readonly session: string
  readonly address: string | null
  readonly expiresAt: number
}

const visitSeconds = 2 * 60 * 60

export type WriteVisitParameters = {
  readonly shop: string
  readonly session: string
  readonly address: string | null
  /** Whether only this page can go on with it: its key could not be stored. */
  readonly isOfPage?: boolean
}

/** Store a visit. A visit that is already stored keeps its end, because the server does not move it. */
export function writeVisit({ shop, session, address, isOfPage }: WriteVisitParameters): void {
  const known = findVisit(shop)
  const expiresAt = known?.session === session ? known.expiresAt : readClock() + visitSeconds
  const visit: StoredVisit = { session, address: address ?? known?.address ?? null, expiresAt }
  writeStored(keyOf(shop), JSON.stringify(visit), isOfPage)
}

/** Find the visit that has not ended yet. */
export function findVisit(shop: string): StoredVisit | null {
  try {
    // Fails without storage, without a visit, and for a text of another script under our key.
    const visit = JSON.parse(readStored(keyOf(shop)) as string) as StoredVisit
    return visit.expiresAt > readClock() ? visit : null
  } catch {
    return null
  }
}

/** Forget the visit. */
export function removeVisit(shop: string): void {
  writeStored(keyOf(shop), 'null')
}

function keyOf(shop: string): string {
  return `palisade:visit:${shop}`
}
