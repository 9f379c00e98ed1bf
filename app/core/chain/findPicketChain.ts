import { findChain } from './findChain.ts'
import { findOwnChain } from './ownChains.ts'
import type { Chain } from './types.ts'

/** Old wagmi names of chains that Picket called otherwise. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['homestead', 'ethereum'],
  ['matic', 'polygon'],
])

/** Find the chain that a Picket client means; null for one that this server does not offer. */
export function findPicketChain(slug: string): Chain | null {
  const chain = findChain(ALIASES.get(slug) ?? slug)
  return chain && findOwnChain(chain.slug)
}
