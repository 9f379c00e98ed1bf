import { formatReadKey } from '../../core/requirement/indexBalances.ts'
import type { Balance, BalanceRead, ReadBalance } from '../../core/requirement/types.ts'
import type { ReadBalances } from './joinFamilies.ts'

export type CreateCachedBalancesParameters = {
  readonly readBalances: ReadBalances
  /** Unix seconds. */
  readonly now: () => number
  /** How many answers are kept; 20,000 if absent. */
  readonly most?: number
}

/** What was read together, at one block: answers of two of these are never mixed. */
type Flight = {
  readonly began: number
  readonly keys: { readonly has: (key: string) => boolean }
  readonly balances: Promise<ReadonlyMap<string, Balance>>
}
type Kept = { readonly flight: Flight; readonly balance: ReadBalance }

/**
 * Make the port `readBalances`: what was read less than `maxAgeSeconds` ago is answered again, and what is being read
 * is waited for. 0 asks the chains now.
 *
 * The reads of a call on one chain are all of one flight, so that a token which moved counts once. Only what could be
 * read is kept, by everything that was asked, the wallet included.
 */
export function createCachedBalances(parameters: CreateCachedBalancesParameters) {
  const { readBalances, now, most = 20_000 } = parameters
  const kept = new Map<string, Kept>()
  const flights = new Set<Flight>()

  const start = (reads: ReadonlyMap<string, BalanceRead>): Flight => {
    const began = now()
    const balances = readBalances([...reads.values()]).then((answers) => {
      const found = new Map<string, Balance>()
      let i = 0
      for (const key of reads.keys()) {
        const balance = answers[i++]
        if (balance) found.set(key, balance)
      }
      return found
    })
    const flight: Flight = { began, keys: reads, balances }
    flights.add(flight)
    balances.then(
      (answers) => {
        flights.delete(flight)
        for (const [key, balance] of answers) {
          if (balance.kind === 'read') keep({ key, entry: { flight, balance } })
        }
      },
      () => flights.delete(flight),
    )
    return flight
  }

  const keep = ({ key, entry }: { key: string; entry: Kept }) => {
    if ((kept.get(key)?.flight.began ?? 0) > entry.flight.began) return
    kept.delete(key)
    kept.set(key, entry)
    if (kept.size <= most) return
    const [oldest] = kept.keys()
    if (oldest !== undefined) kept.delete(oldest)
  }

  const isYoung = ({ began }: Flight, maxAgeSeconds: number) => now() - began < maxAgeSeconds

  /** The one flight that brought all of these, if it is young enough. */
  const findKept = (keys: readonly string[], maxAgeSeconds: number): ReadonlyMap<string, Balance> | null => {
    const found = new Map<string, Balance>()
    let flight: Flight | null = null
    for (const key of keys) {
      const entry = kept.get(key)
      if (!entry || !isYoung(entry.flight, maxAgeSeconds)) return null
      if (flight !== null && entry.flight !== flight) return null
      flight = entry.flight
      found.set(key, entry.balance)
    }
    for (const key of keys) {
      const entry = kept.get(key)
      if (entry) keep({ key, entry })
    }
    return found
  }

  const readChain = async (reads: ReadonlyMap<string, BalanceRead>, maxAgeSeconds: number) => {
    if (maxAgeSeconds > 0) {
      const keys = [...reads.keys()]
      const found = findKept(keys, maxAgeSeconds)
      if (found) return found
      for (const flight of flights) {
        if (isYoung(flight, maxAgeSeconds) && keys.every((key) => flight.keys.has(key)))
          return flight.balances
      }
    }
    return start(reads).balances
  }

  return async ({
    reads,
    maxAgeSeconds,
  }: {
    readonly reads: readonly BalanceRead[]
    readonly maxAgeSeconds: number
  }): Promise<Balance[]> => {
    const keys = reads.map(formatReadKey)
    const byChain = new Map<string, Map<string, BalanceRead>>()
    for (const [i, read] of reads.entries()) {
      const chain = byChain.get(read.chain) ?? new Map<string, BalanceRead>()
      if (chain.size === 0) byChain.set(read.chain, chain)
      chain.set(keys[i] ?? '', read)
    }
    const answers = new Map<string, ReadonlyMap<string, Balance>>()
    await Promise.all(
      [...byChain].map(async ([chain, reads]) => {
        answers.set(chain, await readChain(reads, maxAgeSeconds))
      }),
    )
    return reads.map(
      (read, i) =>
        answers.get(read.chain)?.get(keys[i] ?? '') ?? {
          kind: 'unread',
          code: 'ERR_CHAIN_READ',
          chain: read.chain,
        },
    )
  }
}
