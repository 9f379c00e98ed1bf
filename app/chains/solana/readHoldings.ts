import type { SolanaAddress } from '../../core/chain/types.ts'
import { UpstreamError } from '../../core/errors/base.ts'
import type { SolanaRead } from '../../core/requirement/reads.ts'
import { EndpointError } from '../rpc/endpointError.ts'
import type { Rpc } from '../rpc/types.ts'
import { type Holdings, type HoldingsQuestion, listHoldings, type TokenAccount } from './listHoldings.ts'
import type { Mint } from './mints.ts'
import { tokenPrograms } from './programs.ts'

/** A read of tokens, which are in token accounts. */
export type TokenRead = Exclude<SolanaRead, { kind: 'stake' }>
export type ReadHoldingsParameters = {
  readonly rpc: Rpc
  readonly reads: readonly TokenRead[]
  /** Every mint that `reads` name; null for an address that is no mint. */
  readonly mints: ReadonlyMap<SolanaAddress, Mint | null>
  /** By `performance.now()`. */
  readonly deadline: number
}
export type WalletHoldings = {
  /** Null if the node refused. */
  readonly accounts: readonly TokenAccount[] | null
  /** Whether these are all of the wallet's accounts, or only those of the mints that were asked for. */
  readonly isWhole: boolean
}
export type TakenHoldings = {
  readonly slot: bigint
  readonly source: string | null
  readonly of: ReadonlyMap<SolanaAddress, WalletHoldings>
}

/** A wallet with more mints than this is listed by program, which takes fewer calls. */
const fewMints = tokenPrograms.length
/** Calls in one request: a node accepts 50 KiB. */
const mostQuestions = 120

/**
 * Read the token accounts of all wallets at one slot. Wallets of NFT reads are listed whole, others by mint if that
 * takes fewer calls. If the answer is too long, all wallets are read again by mint.
 * @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function readHoldings(parameters: ReadHoldingsParameters): Promise<TakenHoldings> {
  try {
    return await readOnce({ ...parameters, isLarge: false })
  } catch (error) {
    if (!isTooLarge(error)) throw error
    return readOnce({ ...parameters, isLarge: true })
  }
}

async function readOnce({
  rpc,
  reads,
  mints,
  deadline,
  isLarge,
}: ReadHoldingsParameters & { isLarge: boolean }): Promise<TakenHoldings> {
  const owners = [...new Set(reads.map(({ owner }) => owner))]
  const plans = owners.map((owner) => {
    const own = reads.filter((read) => read.owner === owner)
    const wantsAll = own.some(({ kind }) => kind !== 'spl')
    const wanted = new Map(
      own.flatMap((read) => (read.kind === 'spl' ? [[read.mint, mints.get(read.mint)]] : [])),
    )
    const byMint = [...wanted].flatMap(([mint, known]) =>
      known ? [{ owner, mint, program: known.program }] : [],
    )
    const isWhole = !isLarge && (wantsAll || byMint.length > fewMints)
    const programs = wantsAll ? tokenPrograms : [...new Set(byMint.map(({ program }) => program))]
    const questions: HoldingsQuestion[] = isWhole ? programs.map((program) => ({ owner, program })) : byMint
    return { owner, isWhole, questions }
  })
  const questions = plans.flatMap((plan) => plan.questions).slice(0, mostQuestions)
  const holdings: Holdings = await listHoldings({ rpc, questions, deadline })
  const answers = new Map(questions.map((question, i) => [question, holdings.accounts[i] ?? null]))
  const of = new Map(
    plans.map(({ owner, isWhole, questions: asked }) => {
      const lists = asked.map((question) => answers.get(question) ?? null)
      const accounts = lists.every((list) => list !== null) ? lists.flat() : null
      return [owner, { accounts, isWhole }] as const
    }),
  )
  return { slot: holdings.slot, source: holdings.source, of }
}

function isTooLarge(error: unknown): boolean {
  const cause = error instanceof UpstreamError ? error.cause : null
  const failures: readonly unknown[] = cause instanceof AggregateError ? cause.errors : []
  return failures.some((failure) => failure instanceof EndpointError && failure.reason === 'too-large')
}
