import type { Vault } from '../../core/login/types.ts'

type VaultJson = Omit<Vault, 'tokens'> & {
  readonly tokens: readonly (Omit<Vault['tokens'][number], 'tokenId'> & { readonly tokenId: string })[]
}

/** Spell vaults as JSON text; token ids as decimal strings. */
export function formatVaults(vaults: readonly Vault[]): string {
  const json: VaultJson[] = vaults.map(({ address, delegates, tokens }) => ({
    address,
    delegates,
    tokens: tokens.map(({ chain, contract, tokenId }) => ({ chain, contract, tokenId: String(tokenId) })),
  }))
  return JSON.stringify(json)
}

/** Read vaults from JSON that `formatVaults` wrote. */
export function parseVaults(json: unknown): Vault[] {
  return (json as readonly VaultJson[]).map(({ address, delegates, tokens }) => ({
    address,
    delegates,
    tokens: tokens.map(({ chain, contract, tokenId }) => ({ chain, contract, tokenId: BigInt(tokenId) })),
  }))
}
