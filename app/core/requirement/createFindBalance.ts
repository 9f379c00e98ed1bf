import type { ReadIndex } from './createReadIndex.ts'
import type { Balance, FindBalance } from './reads.ts'

export type CreateFindBalanceParameters = {
  readonly planned: ReadIndex
  /** The answers in the order of the planned reads; undefined for a read that was not made. */
  readonly balances: readonly (Balance | undefined)[]
}

/** Make a function that looks up the balance of a planned read; it returns undefined for any other. */
export function createFindBalance({ planned, balances }: CreateFindBalanceParameters): FindBalance {
  return (read) => {
    const place = planned.indexOf(read)
    return place === undefined ? undefined : balances[place]
  }
}
