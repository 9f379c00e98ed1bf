import { findChain } from '../chain/findChain.ts'
import type { ChainSlug } from '../chain/types.ts'
import { listConditions } from '../requirement/listConditions.ts'
import type { Gate } from './types.ts'

/** List the EVM chains of the gates' conditions, each once. */
export function listEvmChains(gates: readonly Gate[]): ChainSlug[] {
  const conditions = gates.flatMap(({ requirement }) => listConditions(requirement.root))
  const slugs = conditions.map(({ chain }) => chain).filter((slug) => slug !== null)
  return [...new Set(slugs)].filter((slug) => findChain(slug)?.family === 'evm')
}
