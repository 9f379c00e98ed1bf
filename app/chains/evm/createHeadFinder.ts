import type { ChainSlug } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { Answering, Rpc } from '../rpc/types.ts'

/** Knows roughly the latest block of each chain. */
export type HeadFinder = {
  /** Remember a block that a node reported as the latest. */
  readonly note: (parameters: { readonly chain: ChainSlug; readonly block: bigint }) => void
  /** The latest block, at most fifteen seconds old; null if no endpoint answers. */
  readonly find: (parameters: {
    readonly chain: ChainSlug
    readonly timeoutMs: number
  }) => Promise<bigint | null>
}

const seconds = 15

/**
 * Make a cache of the latest block of each chain. It asks a chain only if no endpoint reported a block in the last
 * fifteen seconds. Reads of any wallet and probes count as reports.
 */
export function createHeadFinder({ rpc, now }: { rpc: Rpc; now: () => number }): HeadFinder {
  const heads = new Map<ChainSlug, { readonly block: bigint; readonly at: number }>()
  const note: HeadFinder['note'] = ({ chain, block }) => void heads.set(chain, { block, at: now() })
  return {
    note,
    find: async ({ chain, timeoutMs }) => {
      const head = heads.get(chain)
      if (head && now() - head.at < seconds) return head.block
      const known = rpc.headWithin?.({ chain, ms: seconds * 1_000 }) ?? null
      if (known !== null) return known
      const request = { chain, method: 'eth_blockNumber', params: [], parse: parseHead, timeoutMs }
      const block = await rpc(request).catch(nullIfKnown)
      if (block !== null) note({ chain, block })
      return block
    },
  }
}

/** Parse the answer to `eth_blockNumber`. Throws if it makes no sense, or if the endpoint is far behind. */
export function parseHead(result: unknown, from?: Answering): bigint {
  const block = parseBlock(result)
  from?.addHead(block)
  return block
}

function parseBlock(result: unknown): bigint {
  if (typeof result === 'string' && /^0x(?:0|[1-9a-f][0-9a-f]{0,15})$/.test(result)) return BigInt(result)
  throw new Error('the block number is invalid')
}
