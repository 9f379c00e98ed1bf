import type { ChainSlug } from '../../core/chain/types.ts'
import type { Balance, BalanceRead } from '../../core/requirement/types.ts'
import type { Rpc } from '../rpc/createRpc.ts'
import { callContracts } from './callContracts.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'
import type { InnerCall } from './multicall/encodeCalls.ts'

export type CreateReadBalancesParameters = { readonly rpc: Rpc }

/** `balanceOf(address)` and `balanceOf(address,uint256)`. */
const balanceOf = '70a08231'
const balanceOfId = '00fdd58e'
/** One byte more than a balance has, so that a longer answer is seen to be none. */
const limit = 33
/** A rebasing or lending token may compute for a while; nothing honest needs more. */
const gasCap = 1_000_000
/** Keeps a request within EIP-3860 and EIP-170 and well within the gas that nodes give an `eth_call`. */
const mostPerRequest = 400
/** For everything that is asked of a chain together. */
const timeoutMs = 8_000

/**
 * Make `readBalances`: one request per chain (up to 400 different reads), chains in parallel, eight seconds at most.
 *
 * Never throws: a chain that fails makes its own reads `ERR_CHAIN_READ`, a contract that fails only its own
 * `ERR_TOKEN_READ`. Equal reads are asked once; all reads of a chain are of one block, so that a token that
 * moves between two wallets counts once.
 */
export function createReadBalances({ rpc }: CreateReadBalancesParameters) {
  return async (reads: readonly BalanceRead[]): Promise<Balance[]> => {
    const chains = [...new Set(reads.map((read) => read.chain))]
    const found = new Map(
      await Promise.all(
        chains.map(async (chain) => [chain, await readChain({ rpc, chain, reads })] as const),
      ),
    )
    return reads.map(
      (read) =>
        found.get(read.chain)?.get(keyOf(read)) ?? {
          kind: 'unread',
          code: 'ERR_CHAIN_READ',
          chain: read.chain,
        },
    )
  }
}

type ReadChainParameters = {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly reads: readonly BalanceRead[]
}

async function readChain({ rpc, chain, reads }: ReadChainParameters): Promise<ReadonlyMap<string, Balance>> {
  const calls = new Map<string, InnerCall>()
  const balances = new Map<string, Balance>()
  for (const read of reads) {
    if (read.chain !== chain) continue
    const call = planCall(read)
    if (call) calls.set(keyOf(read), call)
    else balances.set(keyOf(read), { kind: 'unread', code: 'ERR_TOKEN_READ', chain })
  }
  const planned = [...calls]
  const parts = Array.from({ length: Math.ceil(planned.length / mostPerRequest) }, (_, i) =>
    planned.slice(i * mostPerRequest, (i + 1) * mostPerRequest),
  )
  const deadline = performance.now() + timeoutMs
  const readPart = async (part: readonly (readonly [string, InnerCall])[], block?: bigint) => {
    const left = deadline - performance.now()
    const asked = part.map(([, call]) => call)
    const answers = await callContracts({ rpc, chain, calls: asked, block, timeoutMs: left })
    part.forEach(([key], i) => {
      const result = answers.results[i]
      if (result) balances.set(key, toBalance({ result, block: answers.block, chain }))
    })
    return answers.block
  }
  // What a part that fails leaves out is unread. Without the first one's block, the others would be of another.
  const [first = [], ...others] = parts
  if (first.length > 0) {
    await readPart(first).then(
      (block) => Promise.allSettled(others.map((part) => readPart(part, block))),
      () => undefined,
    )
  }
  return balances
}

type ToBalanceParameters = { readonly result: InnerResult; readonly block: bigint; readonly chain: ChainSlug }

/** A missing contract, a short or a long answer is no zero: it could not be read. */
function toBalance({ result, block, chain }: ToBalanceParameters): Balance {
  if (result.kind === 'answer' && result.data.length === 64) {
    return { kind: 'read', amount: BigInt(`0x${result.data}`), block }
  }
  return { kind: 'unread', code: 'ERR_TOKEN_READ', chain }
}

function planCall({ kind, contract, owner, tokenId = -1n }: BalanceRead): InnerCall | null {
  const account = owner.slice(2).padStart(64, '0')
  if (kind !== 'erc1155') return { target: contract, data: balanceOf + account, limit, gasCap }
  if (tokenId < 0n || tokenId >= 2n ** 256n) return null
  const data = balanceOfId + account + tokenId.toString(16).padStart(64, '0')
  return { target: contract, data, limit, gasCap }
}

/** ERC-20 and ERC-721 balances are the same question. */
function keyOf({ kind, contract, owner, tokenId }: BalanceRead): string {
  return `${kind === 'erc1155' ? tokenId : ''}|${contract}|${owner}`
}
