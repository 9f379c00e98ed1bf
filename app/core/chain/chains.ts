import type { Chain, ChainSlug } from './types.ts'

const createEvmChain = (
  slug: string,
  id: number,
  name: string,
  nativeSymbol: string,
  blockMs: number,
  publicRpc: string,
): Chain => ({
  slug: slug as ChainSlug,
  family: 'evm',
  id,
  name,
  nativeSymbol,
  coinDecimals: 18,
  blockMs,
  publicRpc,
})

/**
 * The chains that every server knows, in display order. An operator adds others (`ownChains.ts`).
 *
 * Slugs are wire names and never change; ids are EIP-155, and Picket's 101 for Solana.
 * @see https://chainid.network/chains.json
 */
export const chains: readonly Chain[] = [
  createEvmChain('ethereum', 1, 'Ethereum', 'ETH', 12_000, 'https://ethereum-rpc.publicnode.com'),
  {
    slug: 'solana' as ChainSlug,
    family: 'solana',
    id: 101,
    name: 'Solana',
    nativeSymbol: 'SOL',
    coinDecimals: 9,
    blockMs: 400,
    publicRpc: 'https://api.mainnet-beta.solana.com',
  },
  createEvmChain('polygon', 137, 'Polygon', 'POL', 2_000, 'https://polygon-bor-rpc.publicnode.com'),
  createEvmChain('optimism', 10, 'Optimism', 'ETH', 2_000, 'https://mainnet.optimism.io'),
  createEvmChain('arbitrum', 42161, 'Arbitrum', 'ETH', 250, 'https://arb1.arbitrum.io/rpc'),
  createEvmChain('avalanche', 43114, 'Avalanche', 'AVAX', 1_000, 'https://api.avax.network/ext/bc/C/rpc'),
  createEvmChain('base', 8453, 'Base', 'ETH', 2_000, 'https://mainnet.base.org'),
  createEvmChain('bnb', 56, 'BNB Chain', 'BNB', 450, 'https://bsc-dataseed.bnbchain.org'),
]

/**
 * Flow, which a server knows if `RPC_URL_FLOW` names an endpoint of its Access API. Picket's id for it is lost, and
 * clients take any but zero: this is the number of its coin.
 * @see https://github.com/satoshilabs/slips/blob/master/slip-0044.md
 */
export const flowChain: Chain = {
  slug: 'flow' as ChainSlug,
  family: 'flow',
  id: 539,
  name: 'Flow',
  nativeSymbol: 'FLOW',
  coinDecimals: 8,
  blockMs: 800,
  publicRpc: 'https://rest-mainnet.onflow.org',
}
