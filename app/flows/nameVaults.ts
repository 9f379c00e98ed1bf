import { isEvmAddress } from '../core/chain/familyOf.ts'
import { findChain } from '../core/chain/findChain.ts'
import type { ChainSlug, EvmAddress } from '../core/chain/types.ts'
import type { Gate } from '../core/gate/types.ts'
import type { ProvenWallet, Vault } from '../core/login/types.ts'
import { listConditions } from '../core/requirement/listConditions.ts'
import type { Needs } from './context.ts'

export type NameVaultsParameters = {
  readonly addresses: readonly EvmAddress[]
  /** The visit's wallets, the one just connected last. */
  readonly wallets: readonly ProvenWallet[]
  readonly gates: readonly Gate[]
}

/** How many wallets are asked for what was lent to them. */
const MOST_DELEGATES = 4

/**
 * Find out which of a visit's wallets speaks for each named vault. What was really lent is asked with every check.
 *
 * Costs a request per chain for each wallet asked, and none where no vault is named.
 */
export async function nameVaults(
  ctx: Needs<'suggestVaults'>,
  { addresses, wallets, gates }: NameVaultsParameters,
): Promise<Vault[]> {
  const named = [...new Set(addresses)]
  const delegates = listDelegates(wallets)
  const [latest] = delegates
  if (named.length === 0 || !latest) return []
  const chains = listEvmChains(gates)
  const suggested = await Promise.all(delegates.map((delegate) => ctx.suggestVaults({ delegate, chains })))
  return named.map((address) => {
    const found = suggested.flat().find((vault) => vault.address === address)
    return found ?? { address, delegate: latest, tokens: [] }
  })
}

/** The wallets that can speak for a vault, the latest first. */
export function listDelegates(wallets: readonly ProvenWallet[]): EvmAddress[] {
  const addresses = wallets.map(({ address }) => address).filter(isEvmAddress)
  return [...new Set(addresses.reverse())].slice(0, MOST_DELEGATES)
}

/** The EVM chains that gates speak of. */
export function listEvmChains(gates: readonly Gate[]): ChainSlug[] {
  const conditions = gates.flatMap(({ requirement }) => listConditions(requirement.root))
  const slugs = conditions.map(({ chain }) => chain).filter((slug) => slug !== null)
  return [...new Set(slugs)].filter((slug) => findChain(slug)?.family === 'evm')
}
