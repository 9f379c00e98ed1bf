import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { ChainPort } from '../../ports/chain.ts'
import type { Rpc } from '../rpc/types.ts'
import { composeListCall, outgoing, parseList } from './delegationLists.ts'
import { readContracts } from './readContracts.ts'

/** Most delegations in one inner answer, in the second registry's longer format. */
const most = 36
const timeoutMs = 1_500

/** Read a vault's outgoing lists at delegate.xyz, which strangers cannot lengthen. One request per chain. */
export function createListDelegations({ rpc }: { rpc: Rpc }): ChainPort['listDelegations'] {
  return async ({ vault, chains }) => {
    const lists = await Promise.all(
      chains.map(async (chain) => {
        const calls = outgoing.map((list) => composeListCall({ list, party: vault, most }))
        const answered = await readContracts({ rpc, chain, calls, timeoutMs }).catch(nullIfKnown)
        return outgoing.flatMap((list, i) =>
          parseList({ list, party: vault, chain, result: answered?.results[i] }),
        )
      }),
    )
    return lists.flat()
  }
}
