import { EndpointError } from '../rpc/endpointError.ts'
import type { Answering, Rpc, RpcCall } from '../rpc/types.ts'
import { askGenesis } from './checkSolanaEndpoint.ts'
import { parseContext, readObject } from './parseAccounts.ts'
import { solana } from './programs.ts'
import { unreadableChain } from './unreadableChain.ts'

/** Attempts to get all answers of one slot. */
const mostRounds = 4

/** Which accounts of a program are asked for, and what they say. */
export type AccountsQuestion<Said> = {
  readonly program: string
  readonly filters: readonly object[]
  /** Of the accounts of an answer, none twice. Throws if one makes no sense. */
  readonly parse: (accounts: readonly unknown[]) => Said
}

type Answered<Said> = { readonly slot: bigint; readonly said: Said }

/**
 * Read several lists of accounts by `getProgramAccounts` in one request, all answered for one slot: otherwise what moves between two
 * wallets would count twice. Answers in the order asked; null for a question that the node refuses.
 * @throws {UpstreamError} ERR_CHAIN_READ, also when no batch has answers of one slot.
 */
export async function readProgramAccounts<Said>({
  rpc,
  questions,
  deadline,
  maxBytes,
}: {
  rpc: Rpc
  questions: readonly AccountsQuestion<Said>[]
  /** By `performance.now()`. */
  deadline: number
  maxBytes: number
}): Promise<{ readonly source: string; readonly found: readonly (Answered<Said> | null)[] }> {
  let minContextSlot = 0
  for (let round = 0; round < mostRounds; round++) {
    const [genesis, ...answers] = await rpc<Answered<Said> | null>({
      chain: solana,
      calls: [askGenesis, ...questions.map((question) => composeCall(question, minContextSlot))],
      timeoutMs: deadline - performance.now(),
      maxBytes,
    })
    if (genesis?.kind !== 'answer') throw unreadableChain(genesis?.reason)
    const found = answers.map((answer) => (answer.kind === 'answer' ? answer.value : null))
    const slots = new Set(found.flatMap((one) => (one ? [Number(one.slot)] : [])))
    if (slots.size <= 1) return { source: genesis.source, found }
    minContextSlot = Math.max(...slots)
  }
  throw unreadableChain('the answers do not come from one slot')
}

function composeCall<Said>(
  { program, filters, parse }: AccountsQuestion<Said>,
  minContextSlot: number,
): RpcCall<Answered<Said>> {
  return {
    method: 'getProgramAccounts',
    params: [
      program,
      {
        ...{ encoding: 'base64', commitment: 'confirmed', withContext: true },
        ...(minContextSlot > 0 ? { minContextSlot } : {}),
        filters,
      },
    ],
    parse: (result, from?: Answering) => {
      const { slot, value } = parseContext(result)
      if (!Array.isArray(value)) throw new Error('the answer has no list of accounts')
      if (slot < minContextSlot)
        throw new EndpointError('lags', 'it answered for an earlier slot than requested')
      from?.addHead(BigInt(slot))
      const keys = new Set(value.map((one) => readObject(one).pubkey))
      // A repeated account would count twice.
      if (keys.size !== value.length) throw new Error('an account appears twice')
      return { slot: BigInt(slot), said: parse(value) }
    },
  }
}
