import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import { addToken } from '../../core/login/addToken.ts'
import type { Loan, Vault } from '../../core/login/types.ts'
import type { Rpc } from '../rpc/types.ts'
import { callContracts } from './callContracts.ts'
import { askList, incoming, parseList } from './delegationLists.ts'

export type SuggestVaultsParameters = {
  readonly delegate: EvmAddress
  readonly chains: readonly ChainSlug[]
}

const most = 25
const timeoutMs = 1_500

/**
 * Make `suggestVaults`: wallets that seem to have lent something to a delegate, by the lists of delegate.xyz.
 *
 * Anybody can put himself on such a list, so it only suggests: what counts is asked of the chain with every check.
 * One request per chain, at most 25 vaults. No failure of a node throws.
 */
export function createSuggestVaults({ rpc }: { rpc: Rpc }) {
  return async ({ delegate, chains }: SuggestVaultsParameters): Promise<readonly Vault[]> => {
    const lists = await Promise.all(
      chains.map(async (chain) => (await listLoansTo({ rpc, chain, delegate }).catch(nullIfKnown)) ?? []),
    )
    const vaults = new Map<EvmAddress, Vault['tokens']>()
    for (const { vault, token } of lists.flat()) {
      if (vaults.size === most && !vaults.has(vault)) continue
      vaults.set(vault, addToken(vaults.get(vault) ?? [], token))
    }
    return [...vaults].map(([address, tokens]) => ({ address, delegates: [delegate], tokens }))
  }
}

async function listLoansTo({
  rpc,
  chain,
  delegate,
}: {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly delegate: EvmAddress
}): Promise<Loan[]> {
  const calls = incoming.map((list) => askList({ list, party: delegate, most }))
  const { results } = await callContracts({ rpc, chain, calls, timeoutMs })
  return incoming.flatMap((list, i) => parseList({ list, party: delegate, chain, result: results[i] }))
}
