import { findChain } from './findChain.ts'
import type { Chain } from './types.ts'

/** Old wagmi names of chains that Picket called otherwise. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['homestead', 'ethereum'],
  ['matic', 'polygon'],
])

/** Find the chain that a Picket client means. */
export function findPicketChain(slug: string): Chain | null {
  return findChain(ALIASES.get(slug) ?? slug)
}
