import { findByCaip2 } from './caip2.ts'
import { findOwnChain } from './ownChains.ts'
import type { Chain } from './types.ts'

/**
 * Find a chain by its slug, exactly as it is written on the wire, or by its CAIP-2 name. An EVM chain is found whether
 * or not this server can read it, so that what is stored about it stays readable.
 */
export function findChain(slug: string): Chain | null {
  return findOwnChain(slug) ?? findByCaip2(slug)
}
