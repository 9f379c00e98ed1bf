import type { Answering, Rpc } from '../rpc/types.ts'
import { askGenesis } from './askGenesis.ts'
import { solana } from './programs.ts'
import { unreadableChain } from './unreadableChain.ts'

/**
 * Ask a node for its latest confirmed slot.
 * @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function readLatestSlot({
  rpc,
  deadline,
}: {
  rpc: Rpc
  /** By `performance.now()`. */
  deadline: number
}): Promise<bigint> {
  const [genesis, slot] = await rpc<bigint | null>({
    chain: solana,
    calls: [
      askGenesis,
      {
        method: 'getSlot',
        params: [{ commitment: 'confirmed' }],
        parse: (result, from?: Answering) => {
          if (typeof result !== 'number' || !Number.isSafeInteger(result) || result < 0)
            throw new Error('the answer has no slot')
          const slot = BigInt(result)
          from?.addHead(slot)
          return slot
        },
      },
    ],
    timeoutMs: deadline - performance.now(),
  })
  if (genesis?.kind !== 'answer') throw unreadableChain(genesis?.reason)
  if (slot?.kind !== 'answer' || slot.value === null) throw unreadableChain('the answer has no slot')
  return slot.value
}
