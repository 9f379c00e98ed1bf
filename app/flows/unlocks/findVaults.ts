import { isEvmAddress } from '../../core/chain/familyOf.ts'
import type { EvmAddress } from '../../core/chain/types.ts'
import { listEvmChains } from '../../core/gate/listEvmChains.ts'
import type { Gate } from '../../core/gate/types.ts'
import { addToken } from '../../core/login/addToken.ts'
import type { Delegation, ProvenWallet, Vault } from '../../core/login/types.ts'
import { listConditions } from '../../core/requirement/listConditions.ts'
import type { Needs } from '../context.ts'

export type FindVaultsParameters = {
  readonly addresses: readonly EvmAddress[]
  /** The visit's wallets, the one just connected last. */
  readonly wallets: readonly ProvenWallet[]
  readonly gates: readonly Gate[]
}

/** Maximum of wallets that may be delegates of a vault. */
const MOST_DELEGATES = 4

/**
 * Find the visit's wallets to which each named vault has delegated, from the vault's own lists. If the lists name none,
 * all wallets count as candidates: every check reads the actual delegations.
 *
 * Costs a request per EVM chain of the gates for each named vault.
 */
export async function findVaults(
  ctx: Needs<'listDelegations'>,
  { addresses, wallets, gates }: FindVaultsParameters,
): Promise<Vault[]> {
  const named = [...new Set(addresses)]
  const delegates = listDelegates(wallets)
  if (named.length === 0 || delegates.length === 0) return []
  const chains = listEvmChains(gates)
  const contracts = listContracts(gates)
  const isAsked = ({ token }: Delegation) => !token || contracts.has(`${token.chain} ${token.contract}`)
  return Promise.all(
    named.map(async (address) => {
      const delegations = (await ctx.listDelegations({ vault: address, chains })).filter(isAsked)
      const lent = delegations.filter(({ delegate }) => delegates.includes(delegate))
      const tokens = lent.reduce<Vault['tokens']>((known, { token }) => addToken(known, token), [])
      const listed = delegates.filter((one) => lent.some(({ delegate }) => delegate === one))
      return { address, delegates: listed.length > 0 ? listed : delegates, tokens }
    }),
  )
}

/** The EVM wallets that can be delegates, latest first. */
export function listDelegates(wallets: readonly ProvenWallet[]): EvmAddress[] {
  const addresses = wallets.map(({ address }) => address).filter(isEvmAddress)
  return [...new Set(addresses.reverse())].slice(0, MOST_DELEGATES)
}

function listContracts(gates: readonly Gate[]): ReadonlySet<string> {
  const conditions = gates.flatMap(({ requirement }) => listConditions(requirement.root))
  return new Set(conditions.flatMap((one) => ('contract' in one ? `${one.chain} ${one.contract}` : [])))
}
