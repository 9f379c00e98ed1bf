import { InputError } from '../errors/base.ts'
import { chains } from './chains.ts'
import { findChain } from './findChain.ts'
import type { ChainSlug } from './types.ts'

/**
 * Parse the name of a chain. Lower-case only: the slug is written into signed messages.
 * @throws {InputError} ERR_CHAIN_UNKNOWN
 */
export function parseChainSlug(text: string): ChainSlug {
  const chain = findChain(text)
  if (chain) return chain.slug
  throw new InputError('ERR_CHAIN_UNKNOWN', 'This chain is not known here.', {
    hint: `Use one of: ${chains.map((known) => known.slug).join(', ')}.`,
  })
}
