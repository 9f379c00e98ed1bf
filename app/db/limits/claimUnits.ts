import { removeOldest } from '../../core/limit/removeOldest.ts'
import type { LeasedCounter } from '../../core/limit/types.ts'

/** A request to lease units from one counter in one window. */
export type LeaseRequest = {
  readonly key: string
  /** The end of the window, unix seconds. */
  readonly expiresAt: number
  readonly most: number
  readonly units: number
}

/** This process's units of one counter in one window. */
type Lease = {
  /** Units that this process leased and has not used yet. */
  remaining: number
  /** Units that calls wait for. */
  wanted: number
  /** How many units the last statement asked for. */
  asked: number
  /** Whether no process can get another unit in this window. */
  isSpent: boolean
  /** The running statement that leases more, or null. */
  coming: Promise<void> | null
}

export type LeaseBook = Map<string, Lease>

type Lending = (leases: readonly LeaseRequest[]) => Promise<readonly number[]>

const MOST_LEASES = 10_000
/** A larger lease would save hardly any statements, and keep units from other processes. */
const LARGEST_LEASE = 1_000

/**
 * Take units from this process's leases, and lease missing ones; see `LimitsPort.take`. Units that were leased for a
 * refused call stay in `book` for the next one. A full book drops the least recently used counter, with its units. No
 * key may occur twice in `counters` and `ahead`.
 */
export async function claimUnits(parameters: {
  book: LeaseBook
  counters: readonly LeasedCounter[]
  ahead: readonly LeasedCounter[]
  lease: Lending
}): Promise<LeasedCounter | null> {
  const { book, counters, ahead, lease } = parameters
  const tooLarge = counters.find(({ units, most }) => units > most)
  if (tooLarge) return tooLarge
  const find = (counter: LeasedCounter): Place => ({ counter, held: findLease(book, counter) })
  const places = counters.map(find)
  for (;;) {
    const short = places.filter(({ counter, held }) => held.remaining < counter.units)
    const refused = short.find(({ held }) => held.isSpent)
    if (refused) return refused.counter
    if (short.length === 0) break
    for (const { counter, held } of short) held.wanted += counter.units
    const idle = short.filter(({ held }) => held.coming === null)
    // Lease `ahead` only with a statement that is sent anyway, not for each waiting call. So requests without a valid
    // signature lease at most one block.
    const empty = idle.length === 0 ? [] : ahead.map(find).filter(({ held }) => isEmpty(held))
    if (idle.length > 0) startLease([...idle, ...empty], lease)
    try {
      await Promise.all(short.map(({ held }) => held.coming))
    } finally {
      for (const { counter, held } of short) held.wanted -= counter.units
    }
  }
  for (const { counter, held } of places) held.remaining -= counter.units
  return null
}

function isEmpty({ remaining, coming, isSpent }: Lease): boolean {
  return remaining === 0 && coming === null && !isSpent
}

type Place = { readonly counter: LeasedCounter; readonly held: Lease }

function startLease(idle: readonly Place[], lease: Lending): void {
  const leases = idle.map(({ counter: { key, expiresAt, most, block }, held }) => ({
    key,
    expiresAt,
    most,
    // Enough for all waiting calls, so that they need not lease one after the other. Twice the last lease, as long as
    // that is a small part of the window's units.
    units: Math.min(
      most,
      Math.max(
        held.wanted - held.remaining,
        block,
        Math.min(held.asked * 2, Math.floor(most / 20), LARGEST_LEASE),
      ),
    ),
  }))
  idle.forEach(({ held }, index) => {
    held.asked = leases[index]?.units ?? 0
  })
  const coming = lease(leases)
    .then((given) => {
      idle.forEach(({ held }, index) => {
        const units = given[index] ?? 0
        held.remaining += units
        held.isSpent = units < (leases[index]?.units ?? 0)
      })
    })
    .finally(() => {
      for (const { held } of idle) held.coming = null
    })
  for (const { held } of idle) held.coming = coming
}

function findLease(book: LeaseBook, { key, expiresAt }: LeasedCounter): Lease {
  const name = `${expiresAt} ${key}`
  const known = book.get(name)
  // While there is room the order does not matter.
  if (known && book.size <= MOST_LEASES / 2) return known
  if (known) {
    // Move it to the end, so that a counter in constant use, such as a shop's, is never dropped.
    book.delete(name)
    book.set(name, known)
    return known
  }
  const held: Lease = { remaining: 0, wanted: 0, asked: 0, isSpent: false, coming: null }
  book.set(name, held)
  removeOldest(book, { most: MOST_LEASES })
  return held
}
