import { InputError } from '../errors/base.ts'
import { findChain } from './findChain.ts'
import { listAllChains } from './ownChains.ts'
import type { Chain } from './types.ts'

/**
 * Find a chain by its slug or its CAIP-2 name.
 *
 * @throws {InputError} ERR_CHAIN_UNKNOWN
 */
export function loadChain(slug: string): Chain {
  const chain = findChain(slug)
  if (chain) return chain
  throw unknownChain()
}

/** The error for a chain that this server does not know: ERR_CHAIN_UNKNOWN. */
export function unknownChain(): InputError {
  return new InputError('ERR_CHAIN_UNKNOWN', 'This server does not know this chain.', {
    hint: `Use one of: ${listAllChains()
      .map((known) => known.slug)
      .join(', ')}.`,
  })
}
