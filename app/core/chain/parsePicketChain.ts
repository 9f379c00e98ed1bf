import { findPicketChain } from './findPicketChain.ts'
import { unknownChain } from './loadChain.ts'
import type { Chain } from './types.ts'

/**
 * Find the chain that a Picket client means; Ethereum if it names none.
 * @throws {InputError} ERR_CHAIN_UNKNOWN
 */
export function parsePicketChain(slug: string | undefined): Chain {
  const chain = findPicketChain(slug || 'ethereum')
  if (chain) return chain
  throw unknownChain()
}
