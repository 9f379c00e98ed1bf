import type { ProvenWallet, Vault } from '../login/types.ts'

/**
 * Choose which of a visit's wallets are kept for a customer: those whose tokens opened the gates, and for a vault the
 * wallets that speak for it. If it is not known what counted, or nothing had to be held, all are kept.
 */
export function chooseWallets({
  wallets,
  vaults,
  counted,
}: {
  wallets: readonly ProvenWallet[]
  vaults: readonly Vault[]
  /** The addresses that counted, for each open gate; null if that is not known. */
  counted: readonly (readonly string[] | null)[]
}): { readonly wallets: readonly ProvenWallet[]; readonly vaults: readonly Vault[] } {
  if (counted.some((one) => one === null || one.length === 0)) return { wallets, vaults }
  const addresses = new Set(counted.flatMap((one) => one ?? []))
  const lenders = vaults.filter(({ address }) => addresses.has(address))
  const speakers = new Set<string>(lenders.flatMap(({ delegates }) => delegates))
  const kept = wallets.filter(({ address }) => addresses.has(address) || speakers.has(address))
  return { wallets: kept, vaults: lenders }
}
