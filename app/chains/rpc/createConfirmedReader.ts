import type { ChainSlug } from '../../core/chain/types.ts'
import { UpstreamError } from '../../core/errors/base.ts'
import type { Balance, BalanceRead, ReadBalance, UnreadBalance } from '../../core/requirement/reads.ts'
import { isEvm, type ReadBalances } from './mergeFamilies.ts'

type CreateConfirmedReaderParameters = {
  readonly readBalances: ReadBalances
  /** The same over the endpoints of second opinions. */
  readonly readAgain: ReadBalances
  /** The chains that have a second opinion. */
  readonly chains: { readonly has: (chain: ChainSlug) => boolean }
  /** Receives that two sources of a chain disagree, once a minute at most for each chain. */
  readonly warn?: (sentence: string) => void
  /** Waits this many milliseconds. */
  readonly wait?: (ms: number) => Promise<void>
  /** Milliseconds since an arbitrary moment. */
  readonly clock?: () => number
}

/** Wait before the second attempt: the first endpoint's latest block may not have reached the second endpoint yet. */
const waitMs = 700
const warnEveryMs = 60_000
/** No second attempt if both reads took longer than this: the shopper is waiting. */
const quickMs = 2_000

/**
 * Make a reader that accepts balances of a chain with a second opinion only if both endpoints agree.
 *
 * The second endpoint reads an EVM balance at the first one's block. On Solana and Flow it reads
 * the current slot or block, because nodes keep no past state. If the answers differ, the balance is unread (`ERR_CHAIN_READ`). It is also unread if the second
 * endpoint cannot read it, on EVM not even 700 ms later.
 */
export function createConfirmedReader(parameters: CreateConfirmedReaderParameters): ReadBalances {
  const { readBalances, readAgain, chains, clock = () => performance.now() } = parameters
  const { wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = parameters
  const tell = createWarning({ warn: parameters.warn ?? (() => undefined), clock })
  return async (reads) => {
    const started = clock()
    const firsts = await readBalances(reads)
    const doubted = reads.flatMap((read, i) => {
      const first = firsts[i]
      const counted = countedOf(first)
      return chains.has(read.chain) && first && counted
        ? [{ i, first, again: setReadBlock(read, counted.block) }]
        : []
    })
    if (doubted.length === 0) return firsts
    const asked = doubted.map(({ again }) => again)
    const seconds = await readPatiently({
      reads: asked,
      readBalances: readAgain,
      wait,
      isQuick: () => clock() - started <= quickMs,
    })
    const answers = [...firsts]
    for (const [j, { i, again, first }] of doubted.entries()) {
      const merged = mergeBalances({ first, second: seconds[j], read: again })
      if (merged.kind === 'unread' && first.kind === 'read' && seconds[j]?.kind === 'read') tell(again.chain)
      answers[i] = merged
    }
    return answers
  }
}

/** Tell the operator whose sources to look at. */
function createWarning({ warn, clock }: { warn: (sentence: string) => void; clock: () => number }) {
  const warnedAt = new Map<ChainSlug, number>()
  return (chain: ChainSlug): void => {
    const lastAt = warnedAt.get(chain)
    if (lastAt !== undefined && clock() - lastAt < warnEveryMs) return
    warnedAt.set(chain, clock())
    warn(
      `The endpoints of ${chain} and its second opinion disagree about a balance, so it opens nothing. Look at both, and replace the one that is wrong.`,
    )
  }
}

type ReadPatientlyParameters = Required<Pick<CreateConfirmedReaderParameters, 'wait'>> & {
  readonly isQuick: () => boolean
  readonly reads: readonly BalanceRead[]
  readonly readBalances: ReadBalances
}

/** Read at pinned blocks. If the endpoint was quick, wait and read once more what failed with `ERR_CHAIN_READ`. */
async function readPatiently(parameters: ReadPatientlyParameters): Promise<Balance[]> {
  const { reads, readBalances, wait, isQuick } = parameters
  const balances = await readBalances(reads)
  const late = reads.flatMap((read, i) => (isLate(read, balances[i]) ? { read, i } : []))
  if (late.length === 0 || !isQuick()) return balances
  await wait(waitMs)
  const again = await readBalances(late.map(({ read }) => read))
  const known = [...balances]
  for (const [j, { i }] of late.entries()) {
    const balance = again[j]
    if (balance) known[i] = balance
  }
  return known
}

/** Whether a later attempt may help. Reads of other chains are always of the current block, so waiting does not align them. */
function isLate(read: BalanceRead, balance: Balance | undefined): boolean {
  return isEvm(read) && balance?.kind === 'unread' && balance.code === 'ERR_CHAIN_READ'
}

function setReadBlock(read: BalanceRead, block: bigint): BalanceRead {
  return isEvm(read) ? { ...read, at: { ...read.at, block } } : read
}

type MergeBalancesParameters = {
  readonly first: Balance
  readonly second: Balance | undefined
  readonly read: BalanceRead
}

/** Combine both answers; unread if they differ. If one is a partial count, `atLeast` is the smaller amount. */
function mergeBalances({ first, second, read }: MergeBalancesParameters): Balance {
  const nothing: UnreadBalance = { kind: 'unread', code: 'ERR_CHAIN_READ', chain: read.chain }
  const [one, other] = [countedOf(first), countedOf(second)]
  if (!one || !other) return nothing
  const source = [one.source, other.source].filter(Boolean).join(' and ')
  if (first.kind === 'read' && second?.kind === 'read')
    return isSame(first, second, read) ? { ...first, source } : nothing
  if (isEvm(read) && one.block !== other.block) return nothing
  if (!hasSameIds(one, other)) return nothing
  const least = other.amount < one.amount ? other : one
  return { ...nothing, ...(first.kind === 'unread' && { code: first.code }), atLeast: { ...least, source } }
}

/** The complete or partial count; undefined if there is none. */
function countedOf(balance: Balance | undefined): ReadBalance | undefined {
  return balance?.kind === 'unread' ? balance.atLeast : balance
}

function isSame(first: ReadBalance, second: ReadBalance, read: BalanceRead): boolean {
  if (second.amount !== first.amount) return false
  if (isEvm(read) && second.block !== first.block) return false
  return hasSameIds(first, second)
}

/** A count without ids names none that could differ. */
function hasSameIds({ tokenIds: ids }: ReadBalance, { tokenIds: others }: ReadBalance): boolean {
  return !ids || !others || (ids.length === others.length && ids.every((id) => others.includes(id)))
}

type RequireAgreementParameters<Question, Answer> = {
  readonly ask: (question: Question) => Promise<Answer>
  /** The same over the endpoints of second opinions. */
  readonly askAgain: (question: Question) => Promise<Answer>
  /** The chains that have a second opinion. */
  readonly chains: { readonly has: (chain: ChainSlug) => boolean }
  readonly isSame: (first: Answer, second: Answer) => boolean
}

/**
 * Wrap `ask`: on a chain with a second opinion, both are asked in parallel and must agree.
 *
 * The function made throws {UpstreamError} ERR_CHAIN_READ if they differ, and the errors of `ask` and `askAgain`.
 */
export function checkAgreement<Question extends { readonly chain: ChainSlug }, Answer>({
  ask,
  askAgain,
  chains,
  isSame,
}: RequireAgreementParameters<Question, Answer>): (question: Question) => Promise<Answer> {
  return async (question) => {
    const { chain } = question
    if (!chains.has(chain)) return ask(question)
    const [first, second] = await Promise.all([ask(question), askAgain(question)])
    if (isSame(first, second)) return first
    throw new UpstreamError('ERR_CHAIN_READ', `Two sources of the chain "${chain}" disagree.`, {
      hint: 'Try again in a moment.',
      details: { chain },
    })
  }
}
