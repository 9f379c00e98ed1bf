import type { Chain, ChainSlug } from './types.ts'

const chain = (slug: string, id: number, name: string, nativeSymbol: string, publicRpc: string): Chain => ({
  slug: slug as ChainSlug,
  family: 'evm',
  id,
  name,
  nativeSymbol,
  publicRpc,
})

/**
 * Every chain a condition may name, in the order people are shown them.
 *
 * Slugs are wire names and never change; ids are EIP-155.
 * @see https://chainid.network/chains.json
 */
export const chains: readonly Chain[] = [
  chain('ethereum', 1, 'Ethereum', 'ETH', 'https://ethereum-rpc.publicnode.com'),
  chain('polygon', 137, 'Polygon', 'POL', 'https://polygon-bor-rpc.publicnode.com'),
  chain('optimism', 10, 'Optimism', 'ETH', 'https://mainnet.optimism.io'),
  chain('arbitrum', 42161, 'Arbitrum', 'ETH', 'https://arb1.arbitrum.io/rpc'),
  chain('avalanche', 43114, 'Avalanche', 'AVAX', 'https://api.avax.network/ext/bc/C/rpc'),
  chain('base', 8453, 'Base', 'ETH', 'https://mainnet.base.org'),
  chain('bnb', 56, 'BNB Chain', 'BNB', 'https://bsc-dataseed.bnbchain.org'),
]
