import type { Chain, ChainSlug } from './types.ts'

const chain = (slug: string, id: number, name: string, nativeSymbol: string): Chain => ({
  slug: slug as ChainSlug,
  family: 'evm',
  id,
  name,
  nativeSymbol,
})

/**
 * Every chain a condition may name, in the order people are shown them.
 *
 * Slugs are wire names and never change; ids are EIP-155.
 * @see https://chainid.network/chains.json
 */
export const chains: readonly Chain[] = [
  chain('ethereum', 1, 'Ethereum', 'ETH'),
  chain('polygon', 137, 'Polygon', 'POL'),
  chain('optimism', 10, 'Optimism', 'ETH'),
  chain('arbitrum', 42161, 'Arbitrum', 'ETH'),
  chain('avalanche', 43114, 'Avalanche', 'AVAX'),
  chain('base', 8453, 'Base', 'ETH'),
  chain('bnb', 56, 'BNB Chain', 'BNB'),
]
