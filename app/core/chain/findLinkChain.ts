import { findOwnChain } from './ownChains.ts'
import type { Chain } from './types.ts'

/**
 * Hosts of the block explorers of each chain's main network, by the chain's slug. Test networks have other hosts, so
 * only the whole host counts.
 */
const EXPLORER_HOSTS: Readonly<Record<string, readonly string[]>> = {
  ethereum: ['etherscan.io', 'eth.blockscout.com', 'ethplorer.io'],
  solana: ['solscan.io', 'explorer.solana.com', 'solana.fm', 'orbmarkets.io'],
  polygon: ['polygonscan.com', 'polygon.blockscout.com'],
  optimism: ['optimistic.etherscan.io', 'explorer.optimism.io', 'optimism.blockscout.com'],
  arbitrum: ['arbiscan.io', 'arbitrum.blockscout.com'],
  avalanche: ['snowtrace.io', 'snowscan.xyz', 'avascan.info'],
  base: ['basescan.org', 'base.blockscout.com'],
  bnb: ['bscscan.com'],
}

/** Names of chains in the links of marketplaces, where they are not the slugs. */
const MARKETPLACE_NAMES: Readonly<Record<string, string>> = { matic: 'polygon', bsc: 'bnb' }

/** Find the chain of a link: of its explorer's host, or the first that its path names. Null if there is none. */
export function findLinkChain<One extends Pick<Chain, 'slug'> | { readonly slug: string }>({
  host,
  parts,
  chains,
}: {
  /** In small letters. */
  readonly host: string
  /** Parts of the path. */
  readonly parts: readonly string[]
  /** The chains that may be found. */
  readonly chains: readonly One[]
}): One | null {
  const bare = host.replace(/^www\./, '')
  const ofHost = chains.find(
    ({ slug }) => EXPLORER_HOSTS[slug]?.includes(bare) || findOwnChain(slug)?.explorerHost === bare,
  )
  if (ofHost) return ofHost
  const names = parts.map((part) => MARKETPLACE_NAMES[part] ?? part)
  return chains.find(({ slug }) => names.includes(slug)) ?? null
}
