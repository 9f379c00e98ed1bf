import { loadChain } from './loadChain.ts'
import type { ChainSlug } from './types.ts'

/**
 * Parse the name of a chain. Lower-case only: the slug is written into signed messages.
 * @throws {InputError} ERR_CHAIN_UNKNOWN
 */
export function parseChainSlug(text: string): ChainSlug {
  return loadChain(text).slug
}
