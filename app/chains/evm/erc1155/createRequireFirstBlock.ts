import type { ChainSlug, EvmAddress } from '../../../core/chain/types.ts'
import { nullIfKnown } from '../../../core/errors/nullIfKnown.ts'
import type { Rpc } from '../../rpc/types.ts'
import type { FindFirstBlock } from './readFirstBlocks.ts'

type RequireFirstBlockParameters = {
  readonly chain: ChainSlug
  readonly contracts: readonly EvmAddress[]
  readonly findFirstBlock: FindFirstBlock
  readonly timeoutMs: number
}

/**
 * Make a check that finds the contracts that did not exist before their first block, so that none of their logs is
 * missed.
 *
 * A block that was set for a whole chain proves nothing about a contract. So the check reads the contract's nonce at
 * the block before; it is 1 or more from the creation on. One request for each contract; a proof is cached in the
 * process.
 * @see https://eips.ethereum.org/EIPS/eip-161
 */
export function createRequireFirstBlock({ rpc, warn }: { rpc: Rpc; warn: (sentence: string) => void }) {
  const proven = new Set<string>()
  const warned = new Set<string>()
  return async (parameters: RequireFirstBlockParameters): Promise<ReadonlySet<EvmAddress>> => {
    const { chain, contracts, findFirstBlock, timeoutMs } = parameters
    const exact = new Set<EvmAddress>()
    const ask = async (contract: EvmAddress) => {
      const { block, isExact } = findFirstBlock({ chain, contract })
      const key = `${chain} ${contract}`
      const isCovered = isExact || proven.has(key)
      const nonce = isCovered ? 0n : await readNonce({ rpc, chain, contract, block: block - 1n, timeoutMs })
      if (nonce === 0n) {
        exact.add(contract)
        if (!isExact) proven.add(key)
      } else if (!warned.has(key)) {
        warned.add(key)
        warn(
          `The tokens of ${contract} on ${chain} cannot be counted from block ${block}: ${nonce === null ? 'no endpoint says whether the contract existed before that block' : 'the contract existed before that block'}. Set ERC1155_FIRST_BLOCK_${chain.toUpperCase()}=${contract}=<its first block>.`,
        )
      }
    }
    await Promise.all([...new Set(contracts)].map(ask))
    return exact
  }
}

type ReadNonceParameters = {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  readonly block: bigint
  readonly timeoutMs: number
}

async function readNonce(parameters: ReadNonceParameters): Promise<bigint | null> {
  const { rpc, chain, contract, block, timeoutMs } = parameters
  const params = [contract, `0x${block.toString(16)}`]
  const request = { chain, method: 'eth_getTransactionCount', params, isPinned: true, timeoutMs }
  return rpc({ ...request, parse: parseNonce }).catch(nullIfKnown)
}

function parseNonce(result: unknown): bigint {
  if (typeof result === 'string' && /^0x[0-9a-f]{1,16}$/i.test(result)) return BigInt(result)
  throw new Error('the nonce is invalid')
}
