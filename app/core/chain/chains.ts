import type { Chain, ChainSlug } from './types.ts'

const evm = (slug: string, id: number, name: string, nativeSymbol: string, publicRpc: string): Chain => ({
  slug: slug as ChainSlug,
  family: 'evm',
  id,
  name,
  nativeSymbol,
  publicRpc,
})

/**
 * Every chain that a condition may name, in display order.
 *
 * Slugs are wire names and never change; ids are EIP-155, and Picket's 101 for Solana.
 * @see https://chainid.network/chains.json
 */
export const chains: readonly Chain[] = [
  evm('ethereum', 1, 'Ethereum', 'ETH', 'https://ethereum-rpc.publicnode.com'),
  {
    slug: 'solana' as ChainSlug,
    family: 'solana',
    id: 101,
    name: 'Solana',
    nativeSymbol: 'SOL',
    publicRpc: 'https://api.mainnet-beta.solana.com',
  },
  evm('polygon', 137, 'Polygon', 'POL', 'https://polygon-bor-rpc.publicnode.com'),
  evm('optimism', 10, 'Optimism', 'ETH', 'https://mainnet.optimism.io'),
  evm('arbitrum', 42161, 'Arbitrum', 'ETH', 'https://arb1.arbitrum.io/rpc'),
  evm('avalanche', 43114, 'Avalanche', 'AVAX', 'https://api.avax.network/ext/bc/C/rpc'),
  evm('base', 8453, 'Base', 'ETH', 'https://mainnet.base.org'),
  evm('bnb', 56, 'BNB Chain', 'BNB', 'https://bsc-dataseed.bnbchain.org'),
]
