import { flowChain } from './chains.ts'
import { findOwnChain, listAllChains } from './ownChains.ts'
import type { Chain, ChainSlug } from './types.ts'

/** The first 32 characters of the genesis hash of Solana's main network. @see https://namespaces.chainagnostic.org/solana/caip2 */
const SOLANA = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'
/** As wallets of Flow call its main network. @see https://developers.flow.com/tools/clients/fcl-js */
const FLOW = 'flow:mainnet'
/** Blocks of a chain that nobody has measured. A holding time then reaches back too far, and never too short. */
export const FASTEST_BLOCK_MS = 100

/** Format a chain's CAIP-2 name. @see https://chainagnostic.org/CAIPs/caip-2 */
export function formatCaip2({ family, id }: Pick<Chain, 'family' | 'id'>): string {
  if (family === 'flow') return FLOW
  return family === 'solana' ? SOLANA : `eip155:${id}`
}

/**
 * Find the chain of a CAIP-2 name: one of this server, or an EVM chain that it cannot read, which only its id is known
 * of. Null for every other text.
 */
export function findByCaip2(name: string): Chain | null {
  if (name === SOLANA) return findOwnChain('solana')
  if (name === FLOW) return flowChain
  const [, digits] = /^eip155:([1-9][0-9]{0,14})$/.exec(name) ?? []
  if (digits === undefined) return null
  const id = Number(digits)
  return listAllChains().find((chain) => chain.family === 'evm' && chain.id === id) ?? createEvmChain(id)
}

/** Whether a slug is a CAIP-2 name, as those of the chains are that an operator has added. */
export function isAddedSlug(slug: string): boolean {
  return slug.startsWith('eip155:')
}

/** Make an EVM chain of which nothing but its id is known. */
export function createEvmChain(id: number): Chain {
  return {
    ...{ slug: `eip155:${id}` as ChainSlug, family: 'evm', id, name: `EVM chain ${id}` },
    ...{ nativeSymbol: 'coins', coinDecimals: 18, blockMs: FASTEST_BLOCK_MS, publicRpc: '' },
  }
}
