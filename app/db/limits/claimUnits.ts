import { createRecentMap, type RecentMap } from '../../core/limit/createRecentMap.ts'
import type { LeasedCounter } from '../../core/limit/types.ts'
import { isOfItems } from '../createGroup.ts'

/** A request to lease units from one counter in one window. */
export type LeaseRequest = {
  readonly key: string
  /** The end of the window, unix seconds. */
  readonly expiresAt: number
  readonly most: number
  readonly units: number
  /** How many of the units the caller itself takes; the rest is for others. */
  readonly need: number
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

const MOST_LEASES = 10_000
export type LeaseBook = RecentMap<Lease>

/** Make an empty book. */
export const createLeaseBook = (): LeaseBook => createRecentMap({ most: MOST_LEASES })

type Lending = (leases: readonly LeaseRequest[]) => Promise<readonly number[]>

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

/**
 * Take units like `claimUnits`, and do what they are for in the statement that leases the missing ones. `work` must do
 * nothing if a lease gives less than its `need`; then this asks again, and finds the counter spent. `isTaken` says
 * whether the units are used; else they stay in `book` for the next call.
 */
export async function claimUnitsWith<Done>(parameters: {
  book: LeaseBook
  counters: readonly LeasedCounter[]
  ahead: readonly LeasedCounter[]
  work: Work<Done>
}): Promise<{ readonly short: LeasedCounter } | { readonly done: Done; readonly leased: number }> {
  const { book, counters, ahead, work } = parameters
  const tooLarge = counters.find(({ units, most }) => units > most)
  if (tooLarge) return { short: tooLarge }
  const find = (counter: LeasedCounter): Place => ({ counter, held: findLease(book, counter) })
  const places = counters.map(find)
  for (;;) {
    const short = places.filter(({ counter, held }) => held.remaining < counter.units)
    const refused = short.find(({ held }) => held.isSpent)
    if (refused) return { short: refused.counter }
    if (short.some(({ held }) => held.coming !== null)) {
      await queueForLeases(short)
      continue
    }
    // What is there is taken at once, so that nobody takes it while the statement runs.
    const taken = places.filter((place) => !short.includes(place))
    for (const { counter, held } of taken) held.remaining -= counter.units
    const empty = short.length === 0 ? [] : ahead.map(find).filter(({ held }) => isEmpty(held))
    let isTaken = false
    try {
      const worked = await runLeasing({ short, empty, work })
      isTaken = worked?.isTaken === true
      if (worked) return { done: worked.done, leased: short.length + empty.length }
    } finally {
      if (!isTaken) for (const { counter, held } of taken) held.remaining += counter.units
    }
  }
}

type Work<Done> = (
  leases: readonly LeaseRequest[],
) => Promise<{ readonly given: readonly number[]; readonly isTaken: boolean; readonly done: Done }>

async function queueForLeases(short: readonly Place[]): Promise<void> {
  for (const { counter, held } of short) held.wanted += counter.units
  try {
    await Promise.all(short.map(({ held }) => held.coming))
  } finally {
    for (const { counter, held } of short) held.wanted -= counter.units
  }
}

/** Lease for the counters that are short, and take their units at once; null if they were not enough. */
async function runLeasing<Done>({
  short,
  empty,
  work,
}: {
  short: readonly Place[]
  empty: readonly Place[]
  work: Work<Done>
}): Promise<{ readonly done: Done; readonly isTaken: boolean } | null> {
  const idle = [...short, ...empty]
  const leases = planLeases(idle, (place) => (short.includes(place) ? place.counter.units : 0))
  const working = work(leases)
  const coming = working.then(
    ({ given, isTaken }) => {
      const isEnough = short.every(({ counter }, i) => (given[i] ?? 0) >= counter.units)
      idle.forEach(({ counter, held }, i) => {
        const units = given[i] ?? 0
        held.remaining += isEnough && isTaken && i < short.length ? units - counter.units : units
        held.isSpent = units < (leases[i]?.units ?? 0)
        held.coming = null
      })
      return isEnough
    },
    (error: unknown) => {
      for (const { held } of idle) held.coming = null
      throw error
    },
  )
  // Who waits for these units asks for them by itself if this call's own values failed. If the database is away, all
  // fail at once: one after the other, each would wait for the database's time.
  const waited = coming.then(
    () => undefined,
    (error: unknown) => {
      if (!isOfItems(error)) throw error
    },
  )
  waited.catch(() => undefined)
  for (const { held } of idle) held.coming = waited
  const isEnough = await coming
  const worked = await working
  return isEnough ? worked : null
}

function isEmpty({ remaining, coming, isSpent }: Lease): boolean {
  return remaining === 0 && coming === null && !isSpent
}

type Place = { readonly counter: LeasedCounter; readonly held: Lease }

/** Plan a lease for each counter. `needOf` says how many units a caller takes that does not wait in `wanted`. */
function planLeases(idle: readonly Place[], needOf: (place: Place) => number): LeaseRequest[] {
  const leases = idle.map((place) => {
    const { key, expiresAt, most, block } = place.counter
    const { held } = place
    const need = needOf(place)
    // Enough for all waiting calls, so that they need not lease one after the other. Twice the last lease, as long as
    // that is a small part of the window's units.
    const units = Math.max(
      need,
      held.wanted - held.remaining + need,
      block,
      Math.min(held.asked * 2, Math.floor(most / 20), LARGEST_LEASE),
    )
    return { key, expiresAt, most, need, units: Math.min(most, units) }
  })
  idle.forEach(({ held }, index) => {
    held.asked = leases[index]?.units ?? 0
  })
  return leases
}

function startLease(idle: readonly Place[], lease: Lending): void {
  const leases = planLeases(idle, () => 0)
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
  if (known) return known
  const held: Lease = { remaining: 0, wanted: 0, asked: 0, isSpent: false, coming: null }
  book.set(name, held)
  return held
}
