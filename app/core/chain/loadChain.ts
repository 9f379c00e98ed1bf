import { InputError } from '../errors/base.ts'
import { chains } from './chains.ts'
import { findChain } from './findChain.ts'
import type { Chain } from './types.ts'

/**
 * Find a chain by its slug.
 *
 * @throws {InputError} ERR_CHAIN_UNKNOWN
 */
export function loadChain(slug: string): Chain {
  const chain = findChain(slug)
  if (chain) return chain
  throw new InputError('ERR_CHAIN_UNKNOWN', 'This server does not know this chain.', {
    hint: `Use one of: ${chains.map((known) => known.slug).join(', ')}.`,
  })
}
