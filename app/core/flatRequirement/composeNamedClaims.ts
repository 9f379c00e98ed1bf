import { formatUnits } from '../requirement/amounts.ts'
import { addDecimals } from './addDecimals.ts'
import { findBalance, listIds } from './evaluateFlatRequirement.ts'
import type { FlatRequirement, NamedClaims, TokenBalances } from './types.ts'

/**
 * Compose Picket's older flat claims: the contract and ids that a request named, and what the wallet holds of them.
 *
 * Null without a contract or ids, and for a wallet whose balances were not read because it is on the list.
 */
export function composeNamedClaims({
  flat,
  balances,
}: {
  flat: FlatRequirement | null
  balances: TokenBalances
}): NamedClaims | null {
  if (!flat) return null
  const { contractAddress, tokenIds } = flat
  const named = listIds(flat).filter(({ kind }) => kind === 'contractAddress' || kind === 'tokenIds')
  const amounts = named.flatMap(({ kind, id }) => findBalance({ balances, kind, id }) ?? [])
  if (named.length === 0 || amounts.length < named.length) return null
  return {
    ...(contractAddress === null ? {} : { contractAddress }),
    // One text, as the clients of Picket declare it.
    ...(tokenIds.length === 0 ? {} : { tokenIds: tokenIds.join(',') }),
    tokenBalance: formatUnits({ amount: addDecimals(amounts), decimals: 36 }),
  }
}
