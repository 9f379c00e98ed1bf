import type { LeasedCounter } from '../../core/limit/types.ts'
import type { LeaseRequest } from './leaseUnits.ts'

/** What this process holds of one counter in one window. */
type Lease = {
  /** Units that were given to this process and not used yet. */
  remaining: number
  /** Units that calls wait for. */
  wanted: number
  /** What the last statement asked for. */
  asked: number
  /** Nothing more is given in this window, to any process. */
  isSpent: boolean
  /** The statement under way that brings more. */
  coming: Promise<void> | null
}

export type LeaseBook = Map<string, Lease>

export type TakeUnitsParameters = {
  /** What this process holds; those that were not asked for longest fall out, and what they held is lost. */
  readonly book: LeaseBook
  /** Of different keys. */
  readonly counters: readonly LeasedCounter[]
  /** Of other keys: one block of each is leased along with a statement that is sent anyway, and not taken. */
  readonly ahead: readonly LeasedCounter[]
  readonly lease: (leases: readonly LeaseRequest[]) => Promise<readonly number[]>
}

const MOST_LEASES = 10_000
/** More at once saves hardly a statement, and is lost to the other processes while it lies here. */
const LARGEST_LEASE = 1_000

/**
 * Take units from all counters or from none, out of what this process holds, leasing what is missing; answers the
 * first counter that has too few, or null. What was leased for a refused call stays for the next one.
 */
export async function takeUnits(parameters: TakeUnitsParameters): Promise<LeasedCounter | null> {
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
    // Not for each call that waits: requests that prove nothing lease no more than one block of what they name.
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

function startLease(idle: readonly Place[], lease: TakeUnitsParameters['lease']): void {
  const leases = idle.map(({ counter: { key, expiresAt, most, block }, held }) => ({
    key,
    expiresAt,
    most,
    // As much as the calls that wait here want, so that they need not come one after the other; twice as much as
    // before where a lease was used up, as long as that is a small part of all there is.
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
  if (known) {
    // At the end again: what is asked for all the time, as a shop's counter, never falls out.
    book.delete(name)
    book.set(name, known)
    return known
  }
  const held: Lease = { remaining: 0, wanted: 0, asked: 0, isSpent: false, coming: null }
  book.set(name, held)
  if (book.size > MOST_LEASES) book.delete(book.keys().next().value ?? name)
  return held
}
