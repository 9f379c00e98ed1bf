import { formatReadKey } from '../../core/requirement/indexBalances.ts'
import type { Balance, BalanceRead } from '../../core/requirement/types.ts'
import type { ReadBalances } from './joinFamilies.ts'

export type CreateCachedBalancesParameters = {
  readonly readBalances: ReadBalances
  /** Unix seconds. */
  readonly now: () => number
  /** How many answers are kept; 20,000 if absent. */
  readonly most?: number
}

/** What was read together, of one block: answers of two of these are never mixed. */
type Flight = {
  readonly began: number
  readonly keys: { readonly size: number; readonly has: (key: string) => boolean }
  readonly balances: Promise<ReadonlyMap<string, Balance>>
  /** Once it has landed. */
  answers: ReadonlyMap<string, Balance> | null
}

/**
 * Make the port `readBalances`: what was read less than `maxAgeSeconds` ago is answered again, and what is being read
 * is waited for. 0 asks the chains now.
 *
 * The reads of a call on one chain are all of one flight, so that a token which moved counts once. What could not be
 * read is asked again. Answers are kept by everything that was asked, the wallet included.
 */
export function createCachedBalances(parameters: CreateCachedBalancesParameters) {
  const { readBalances, now, most = 20_000 } = parameters
  /** Oldest first. */
  const flights = new Set<Flight>()
  let kept = 0

  const start = (reads: ReadonlyMap<string, BalanceRead>): Promise<ReadonlyMap<string, Balance>> => {
    const balances = readBalances([...reads.values()]).then((answers) => {
      const found = new Map<string, Balance>()
      let i = 0
      for (const key of reads.keys()) {
        const balance = answers[i++]
        if (balance) found.set(key, balance)
      }
      return found
    })
    const flight: Flight = { began: now(), keys: reads, balances, answers: null }
    flights.add(flight)
    kept += reads.size
    balances.then(
      (answers) => {
        flight.answers = answers
      },
      () => forget(flight),
    )
    for (const oldest of flights) {
      if (kept <= most || oldest === flight) break
      forget(oldest)
    }
    return balances
  }

  const forget = (flight: Flight) => {
    if (flights.delete(flight)) kept -= flight.keys.size
  }

  /** The newest flight that brought all of these, or may still bring them. */
  const find = (keys: readonly string[], maxAgeSeconds: number): Flight['balances'] | null => {
    for (const flight of [...flights].reverse()) {
      if (now() - flight.began >= maxAgeSeconds) return null
      const { answers } = flight
      const has = (key: string) => (answers ? answers.get(key)?.kind === 'read' : flight.keys.has(key))
      if (keys.every(has)) return flight.balances
      // What is known later of one of them is not passed over for what was known of all before.
      if (keys.some((key) => flight.keys.has(key))) return null
    }
    return null
  }

  const readChain = (reads: ReadonlyMap<string, BalanceRead>, maxAgeSeconds: number) =>
    (maxAgeSeconds > 0 ? find([...reads.keys()], maxAgeSeconds) : null) ?? start(reads)

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
