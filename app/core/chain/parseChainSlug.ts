import { loadChain } from './loadChain.ts'
import type { ChainSlug } from './types.ts'

/**
 * Parse the slug of a chain, lower-case only: access tokens contain it.
 * @throws {InputError} ERR_CHAIN_UNKNOWN
 */
export function parseChainSlug(text: string): ChainSlug {
  return loadChain(text).slug
}
