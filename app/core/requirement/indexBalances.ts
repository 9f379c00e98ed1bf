import type { ReadPlaces } from './createReadPlaces.ts'
import type { Balance, FindBalance } from './reads.ts'

export type IndexBalancesParameters = {
  readonly planned: ReadPlaces
  /** At the index of their reads; undefined for a read that was not made. */
  readonly balances: readonly (Balance | undefined)[]
}

/** Make a function that looks up the balance of a planned read; it returns undefined for any other. */
export function indexBalances({ planned, balances }: IndexBalancesParameters): FindBalance {
  return (read) => {
    const place = planned.placeOf(read)
    return place === undefined ? undefined : balances[place]
  }
}
