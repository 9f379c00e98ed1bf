import { createReadIndex, type ReadIndex } from '../../core/requirement/createReadIndex.ts'
import type { Balance, BalanceRead } from '../../core/requirement/reads.ts'
import type { ChainPort } from '../../ports/chain.ts'
import type { ReadBalances } from './mergeFamilies.ts'

export type CreateCachedBalancesParameters = {
  readonly readBalances: ReadBalances
  /** Unix seconds. */
  readonly now: () => number
  /** How many answers the cache holds; 20,000 if absent. */
  readonly most?: number
}

/** One joint read of a chain. Answers of two flights are never mixed, as their blocks differ. */
type Flight = {
  readonly began: number
  readonly asked: ReadIndex<BalanceRead>
  readonly balances: Promise<readonly Balance[]>
  /** Null until the read is done. */
  answers: readonly Balance[] | null
}

/**
 * Make the port's `readBalances`. It reuses answers younger than `maxAgeSeconds` and joins reads in progress; 0 always
 * asks the chains.
 *
 * All reads of a call on one chain get answers of one flight, so that a token that moved counts once. Unread answers
 * are not reused. The cache key is the whole read, including the wallet.
 */
export function createCachedBalances(parameters: CreateCachedBalancesParameters): ChainPort['readBalances'] {
  const { readBalances, now, most = 20_000 } = parameters
  /** Oldest first. */
  const flights = new Set<Flight>()
  let kept = 0

  const start = (asked: ReadIndex<BalanceRead>): Flight => {
    const flight: Flight = { began: now(), asked, balances: readBalances(asked.reads), answers: null }
    flights.add(flight)
    kept += asked.reads.length
    flight.balances.then(
      (answers) => {
        flight.answers = answers
      },
      () => forget(flight),
    )
    for (const oldest of flights) {
      if (kept <= most || oldest === flight) break
      forget(oldest)
    }
    return flight
  }

  const forget = (flight: Flight) => {
    if (flights.delete(flight)) kept -= flight.asked.reads.length
  }

  /** The newest flight that has read all of these or is reading them; null if there is none or it is too old. */
  const find = (reads: readonly BalanceRead[], maxAgeSeconds: number): Flight | null => {
    for (const flight of [...flights].reverse()) {
      if (now() - flight.began >= maxAgeSeconds) return null
      const { asked, answers } = flight
      const readIndex = reads.map(asked.indexOf)
      const has = (place: number | undefined) =>
        place !== undefined && (!answers || answers[place]?.kind === 'read')
      if (readIndex.every(has)) return flight
      // A newer partial answer beats an older complete one: all are read again.
      if (readIndex.some((place) => place !== undefined)) return null
    }
    return null
  }

  /** Answers in the order of the reads. */
  const readChain = async (asked: ReadIndex<BalanceRead>, maxAgeSeconds: number) => {
    const found = maxAgeSeconds > 0 ? find(asked.reads, maxAgeSeconds) : null
    if (!found) return start(asked).balances
    const balances = await found.balances
    return asked.reads.map((read) => balances[found.asked.indexOf(read) ?? -1])
  }

  return async ({ reads, maxAgeSeconds }) => {
    const byChain = new Map<string, ReturnType<typeof createReadIndex<BalanceRead>>>()
    const readIndex = reads.map((read) => {
      const chain = byChain.get(read.chain) ?? createReadIndex<BalanceRead>()
      if (chain.reads.length === 0) byChain.set(read.chain, chain)
      return chain.add(read)
    })
    const answers = new Map<string, readonly (Balance | undefined)[]>()
    await Promise.all(
      [...byChain].map(async ([chain, asked]) => {
        answers.set(chain, await readChain(asked, maxAgeSeconds))
      }),
    )
    return reads.map(
      (read, i) =>
        answers.get(read.chain)?.[readIndex[i] ?? -1] ?? {
          kind: 'unread',
          code: 'ERR_CHAIN_READ',
          chain: read.chain,
        },
    )
  }
}
