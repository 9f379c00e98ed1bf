import { decodeBase58 } from '../../core/chain/base58.ts'
import type { SolanaAddress } from '../../core/chain/types.ts'
import { EndpointError } from '../rpc/endpointError.ts'
import type { Answering, Rpc, RpcAnswer, RpcCall } from '../rpc/types.ts'
import { askGenesis } from './checkSolanaEndpoint.ts'
import { parseAccount, parseContext, readAddress, readObject } from './parseAccounts.ts'
import { solana } from './programs.ts'
import { unreadableChain } from './unreadableChain.ts'

/** Asks for a wallet's token accounts of a whole program, or of one mint. */
export type HoldingsQuestion = {
  readonly owner: SolanaAddress
  readonly program: SolanaAddress
  readonly mint?: SolanaAddress
}
/** A token account that is not empty. */
export type TokenAccount = {
  readonly program: SolanaAddress
  readonly mint: SolanaAddress
  readonly amount: bigint
  readonly isFrozen: boolean
}
export type Holdings = {
  /** The slot of all accounts. */
  readonly slot: bigint
  /** Null if there were no questions. */
  readonly source: string | null
  /** In the order of the questions; null for a question that the node refused. */
  readonly accounts: readonly (readonly TokenAccount[] | null)[]
}
export type ListHoldingsParameters = {
  readonly rpc: Rpc
  readonly questions: readonly HoldingsQuestion[]
  /** By `performance.now()`. */
  readonly deadline: number
}

type Listed = {
  readonly slot: number
  /** Addresses of all accounts, including empty ones. */
  readonly addresses: readonly string[]
  readonly accounts: readonly TokenAccount[]
}

/** The part of a token account that is read: mint, owner, amount, delegate, state. */
const bytes = 109
/** Enough for a wallet with about two thousand accounts. */
const maxBytes = 1024 * 1024
/** Attempts to get a batch within one slot. A slot takes 0.4 s, a batch a few milliseconds. */
const mostRounds = 4
const [initialized, frozen] = [1, 2]

/**
 * List token accounts of several wallets at one slot, in one request.
 *
 * A node answers each call of a batch at its current slot. If the slot changes between two calls, a token may move too
 * and count twice. So all calls are sent again then.
 * @throws {UpstreamError} ERR_CHAIN_READ, also when no batch has answers of one slot.
 */
export async function listHoldings(parameters: ListHoldingsParameters): Promise<Holdings> {
  const { rpc, questions, deadline } = parameters
  if (questions.length === 0) return { slot: 0n, source: null, accounts: [] }
  let minContextSlot = 0
  for (let round = 0; round < mostRounds; round++) {
    const answers = await rpc<Listed | null>({
      chain: solana,
      calls: [askGenesis, ...questions.map((question) => composeHoldingsCall(question, minContextSlot))],
      timeoutMs: deadline - performance.now(),
      maxBytes,
    })
    const [genesis, ...listed] = answers
    if (genesis?.kind !== 'answer') throw unreadableChain(genesis?.reason)
    const found = listed.map(toListed)
    const slots = new Set(found.flatMap((one) => (one ? [one.slot] : [])))
    const [slot] = slots
    if (slot !== undefined && slots.size === 1) {
      if (isRepeated(found.flatMap((one) => one?.addresses ?? []))) break
      const accounts = found.map((one) => one?.accounts ?? null)
      return { slot: BigInt(slot), source: genesis.source, accounts }
    }
    if (slot === undefined) break
    minContextSlot = Math.max(minContextSlot, ...slots)
  }
  throw unreadableChain('the answers do not come from one slot')
}

function composeHoldingsCall(question: HoldingsQuestion, minContextSlot: number): RpcCall<Listed> {
  const { owner, program, mint } = question
  return {
    method: 'getTokenAccountsByOwner',
    params: [
      owner,
      mint ? { mint } : { programId: program },
      {
        encoding: 'base64',
        commitment: 'confirmed',
        dataSlice: { offset: 0, length: bytes },
        ...(minContextSlot > 0 ? { minContextSlot } : {}),
      },
    ],
    parse: (result, from?: Answering) => {
      const { slot, value } = parseContext(result)
      if (!Array.isArray(value)) throw new Error('the answer has no list of accounts')
      if (slot < minContextSlot)
        throw new EndpointError('lags', 'it answered for an earlier slot than requested')
      from?.addHead(BigInt(slot))
      const wallet = Buffer.from(decodeBase58({ text: owner, bytes: 32 }) ?? [])
      const addresses = value.map(parseKey)
      // A repeated account would count twice.
      if (isRepeated(addresses)) throw new Error('an account appears twice')
      return {
        slot,
        addresses,
        accounts: value.flatMap((one) => parseTokenAccount({ one, wallet, question })),
      }
    },
  }
}

function parseKey(one: unknown): string {
  const { pubkey } = readObject(one)
  if (typeof pubkey !== 'string' || !decodeBase58({ text: pubkey, bytes: 32 }))
    throw new Error('an account has no address')
  return pubkey
}

function isRepeated(addresses: readonly string[]): boolean {
  return new Set(addresses).size !== addresses.length
}

function parseTokenAccount({
  one,
  wallet,
  question,
}: {
  one: unknown
  wallet: Buffer
  question: HoldingsQuestion
}): TokenAccount[] {
  const { program, data } = parseAccount(readObject(one).account)
  if (program !== question.program || data.length !== bytes)
    throw new Error('an account is not a token account')
  if (!data.subarray(32, 64).equals(wallet)) throw new Error('an account belongs to another wallet')
  const [amount, state] = [data.readBigUInt64LE(64), data[108]]
  if (amount === 0n || (state !== initialized && state !== frozen)) return []
  const mint = readAddress(data, 0)
  if (question.mint && mint !== question.mint) throw new Error('an account belongs to another mint')
  return [{ program, mint, amount, isFrozen: state === frozen }]
}

function toListed(answer: RpcAnswer<Listed | null>): Listed | null {
  return answer.kind === 'answer' ? answer.value : null
}
