import { findByCaip2 } from './caip2.ts'
import { flowChain } from './chains.ts'
import { findOwnChain } from './ownChains.ts'
import type { Chain } from './types.ts'

/**
 * Find a chain by its slug, exactly as it is written on the wire, or by its CAIP-2 name. An EVM chain and
 * Flow are found whether or not this server can read them, so that what is stored about them stays readable.
 */
export function findChain(slug: string): Chain | null {
  return findOwnChain(slug) ?? (slug === flowChain.slug ? flowChain : findByCaip2(slug))
}
