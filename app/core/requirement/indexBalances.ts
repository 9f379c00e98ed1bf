import type { ReadPlaces } from './createReadPlaces.ts'
import type { Balance, FindBalance } from './reads.ts'

export type IndexBalancesParameters = {
  readonly planned: ReadPlaces
  /** In the places of their reads; undefined for what was not asked. */
  readonly balances: readonly (Balance | undefined)[]
}

/** Make a look-up of balances, which stand in the places of their reads. */
export function indexBalances({ planned, balances }: IndexBalancesParameters): FindBalance {
  return (read) => {
    const place = planned.placeOf(read)
    return place === undefined ? undefined : balances[place]
  }
}
