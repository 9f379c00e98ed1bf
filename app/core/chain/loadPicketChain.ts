import { NotFoundError } from '../errors/base.ts'
import { findPicketChain } from './findPicketChain.ts'
import type { Chain } from './types.ts'

/**
 * Find the chain that a URL of the API names.
 * @throws {NotFoundError} ERR_NOT_FOUND
 */
export function loadPicketChain(slug: string): Chain {
  const chain = findPicketChain(slug)
  if (chain) return chain
  throw new NotFoundError('ERR_NOT_FOUND', 'This API does not offer this chain.', {
    hint: 'GET /chains lists the chains that it offers.',
  })
}
