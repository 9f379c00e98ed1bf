import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import { addToken } from '../../core/login/addToken.ts'
import type { Delegation, Vault } from '../../core/login/types.ts'
import type { ChainPort } from '../../ports/chain.ts'
import type { Rpc } from '../rpc/types.ts'
import { composeListCall, incoming, parseList } from './delegationLists.ts'
import { readContracts } from './readContracts.ts'

const most = 25
const timeoutMs = 1_500

/**
 * Read a delegate's incoming lists at delegate.xyz, with one request per chain. Anybody can add entries to such a list,
 * so it only suggests vaults: every check asks the chain itself.
 */
export function createListVaultSuggestions({ rpc }: { rpc: Rpc }): ChainPort['listVaultSuggestions'] {
  return async ({ delegate, chains }) => {
    const lists = await Promise.all(
      chains.map(
        async (chain) => (await listDelegationsTo({ rpc, chain, delegate }).catch(nullIfKnown)) ?? [],
      ),
    )
    const vaults = new Map<EvmAddress, Vault['tokens']>()
    for (const { vault, token } of lists.flat()) {
      if (vaults.size === most && !vaults.has(vault)) continue
      vaults.set(vault, addToken(vaults.get(vault) ?? [], token))
    }
    return [...vaults].map(([address, tokens]) => ({ address, delegates: [delegate], tokens }))
  }
}

async function listDelegationsTo({
  rpc,
  chain,
  delegate,
}: {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly delegate: EvmAddress
}): Promise<Delegation[]> {
  const calls = incoming.map((list) => composeListCall({ list, party: delegate, most }))
  const { results } = await readContracts({ rpc, chain, calls, timeoutMs })
  return incoming.flatMap((list, i) => parseList({ list, party: delegate, chain, result: results[i] }))
}
