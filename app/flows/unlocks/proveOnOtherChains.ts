import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import { LoginError, UpstreamError } from '../../core/errors/base.ts'
import { listEvmChains } from '../../core/gate/listEvmChains.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { ProvenWallet } from '../../core/login/types.ts'
import type { Needs } from '../context.ts'

export type ProveOnOtherChainsParameters = {
  readonly wallet: ProvenWallet
  /** The signed text. */
  readonly message: string
  readonly signature: string
  readonly gates: readonly Gate[]
}

/**
 * Find the other chains of the gates on which a contract wallet is the same identity: its code there accepts the same
 * signature over the same text. A chain that cannot be read is left out, and one without the wallet too.
 *
 * Costs a request per such chain, and none for a wallet with a key, which is the same on every chain.
 */
export async function proveOnOtherChains(
  ctx: Needs<'findContractSigned' | 'canReadChain'>,
  { wallet, message, signature, gates }: ProveOnOtherChainsParameters,
): Promise<ProvenWallet[]> {
  if (wallet.kind === 'key') return []
  const address = wallet.address as EvmAddress
  const others = listEvmChains(gates).filter((chain) => chain !== wallet.chain && ctx.canReadChain(chain))
  const isProvenOn = async (chain: ChainSlug) => {
    try {
      return (await ctx.findContractSigned({ chain, address, messages: [message], signature })) === message
    } catch (error) {
      if (error instanceof UpstreamError || error instanceof LoginError) return false
      throw error
    }
  }
  const held = await Promise.all(others.map(isProvenOn))
  return others.filter((_, i) => held[i]).map((chain) => ({ ...wallet, chain }))
}
