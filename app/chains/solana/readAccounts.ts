import type { SolanaAddress } from '../../core/chain/types.ts'
import type { Answering, Rpc, RpcCall } from '../rpc/types.ts'
import { askGenesis } from './checkSolanaEndpoint.ts'
import { type Account, parseAccounts } from './parseAccounts.ts'
import { solana } from './programs.ts'
import { unreadableChain } from './unreadableChain.ts'

export type ReadAccountsParameters = {
  readonly rpc: Rpc
  readonly addresses: readonly SolanaAddress[]
  /** How many bytes of each are needed. */
  readonly bytes: number
  readonly timeoutMs: number
}

/** Addresses that a node accepts in one call. */
const mostPerCall = 100
/** Calls in one request: a node accepts 50 KiB. */
const mostCalls = 8
const maxBytes = 2 * 1024 * 1024

/**
 * Read the current state of accounts, 800 in each request. The map lacks addresses without an account.
 * @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function readAccounts(parameters: ReadAccountsParameters): Promise<Map<SolanaAddress, Account>> {
  const { rpc, addresses, bytes, timeoutMs } = parameters
  const parts = splitList(addresses, mostPerCall)
  const found = new Map<SolanaAddress, Account>()
  await Promise.all(
    splitList(parts, mostCalls).map(async (batch) => {
      const [genesis, ...answers] = await rpc<readonly (Account | null)[] | null>({
        chain: solana,
        calls: [askGenesis, ...batch.map((part) => composeAccountsCall(part, bytes))],
        timeoutMs,
        maxBytes,
      })
      if (genesis?.kind !== 'answer') throw unreadableChain(genesis?.reason)
      for (const [i, part] of batch.entries()) {
        const answer = answers[i]
        if (answer?.kind !== 'answer') throw unreadableChain(answer?.reason)
        for (const [k, address] of part.entries()) {
          const account = answer.value?.[k]
          if (account) found.set(address, account)
        }
      }
    }),
  )
  return found
}

function composeAccountsCall(
  part: readonly SolanaAddress[],
  bytes: number,
): RpcCall<readonly (Account | null)[]> {
  const options = { encoding: 'base64', commitment: 'confirmed', dataSlice: { offset: 0, length: bytes } }
  return {
    method: 'getMultipleAccounts',
    params: [part, options],
    parse: (result, from?: Answering) => {
      const { slot, value } = parseAccounts(result, part.length)
      from?.addHead(BigInt(slot))
      return value
    },
  }
}

function splitList<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))
}
