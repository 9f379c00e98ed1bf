import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { Loan } from '../../core/login/types.ts'
import type { Rpc } from '../rpc/types.ts'
import { callContracts } from './callContracts.ts'
import { askList, outgoing, parseList } from './delegationLists.ts'

export type ListLoansParameters = { readonly vault: EvmAddress; readonly chains: readonly ChainSlug[] }

/** As many of the second registry's, the longer ones, as one inner answer may hold. */
const most = 36
const timeoutMs = 1_500

/**
 * Make `listLoans`: what a vault has lent, and to whom, by its own lists at delegate.xyz. Strangers cannot lengthen them.
 *
 * One request per chain, at most 36 loans of each kind. No failure of a node throws: what counts is asked of the chain
 * with every check.
 */
export function createListLoans({ rpc }: { rpc: Rpc }) {
  return async ({ vault, chains }: ListLoansParameters): Promise<readonly Loan[]> => {
    const lists = await Promise.all(
      chains.map(async (chain) => {
        const calls = outgoing.map((list) => askList({ list, party: vault, most }))
        const answered = await callContracts({ rpc, chain, calls, timeoutMs }).catch(nullIfKnown)
        return outgoing.flatMap((list, i) =>
          parseList({ list, party: vault, chain, result: answered?.results[i] }),
        )
      }),
    )
    return lists.flat()
  }
}
