import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import { isAboutListed } from '../../core/requirement/calls/checkQuestion.ts'
import { createReadIndex } from '../../core/requirement/createReadIndex.ts'
import type { Balance, EvmRead, ReadBalance, UnreadBalance } from '../../core/requirement/reads.ts'
import type { Rpc } from '../rpc/types.ts'
import type { HeadFinder } from './createHeadFinder.ts'
import type { FindTokenIds, FoundTokenIds, ProposedIds } from './erc1155/createFindTokenIds.ts'
import type { Finding } from './finding.ts'
import { composeListCalls, type ListedTokens, readListedTokens } from './listedTokens.ts'
import { composeEthCall } from './multicall/composeEthCall.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'
import { type PlanQuestionsParameters, planQuestions, type QuestionReader } from './planQuestions.ts'
import { sendTogether, splitCalls } from './readContracts.ts'

export type ReadChainBalancesParameters = {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly reads: readonly EvmRead[]
  readonly heads: HeadFinder
  readonly findTokenIds: FindTokenIds
  /** Unix seconds. */
  readonly now: () => number
}

/** For all requests to a chain together. */
const timeoutMs = 8_000
/** How far an endpoint may be behind the block that another endpoint has just reported as the latest. */
const slackBlocks = 5n

/** The reads of one moment, with their calls and the answers so far. */
type Moment = {
  /** Null for the latest. */
  readonly block: bigint | null
  /** Blocks that it must be before the latest; 0 for the latest, and for a block that the reads name. */
  readonly ago: bigint
  /** Whether the reads say `ago`. A contract that did not exist yet then counts as a balance of 0. */
  readonly isYounger: boolean
  readonly indexes: readonly number[]
  readonly readers: readonly (QuestionReader | null)[]
  readonly parts: ReturnType<typeof splitCalls>
  readonly answered: (Answered | null)[]
}
type Answered = {
  readonly block: bigint
  readonly source: string | null
  readonly readAt: number
  readonly results: readonly InnerResult[]
}
type Asked = { readonly moment: Moment; readonly part: number; readonly block: bigint | null }

/**
 * Read the balances of one chain, now and at earlier blocks, in one request if they fit.
 *
 * Reads with `ago` need one more request before it if no endpoint reported the latest block in the last fifteen
 * seconds. They are first read a few blocks earlier than asked. They need one more request after it if these balances
 * differ from the current ones, or if the latest block is lower than assumed.
 *
 * To count all ids of an ERC-1155 contract, it first finds the ids that the wallet received. Then it reads everything
 * at the block up to which it scanned, as the wallet might hold an unknown id at a later block.
 */
export async function readChainBalances(parameters: ReadChainBalancesParameters): Promise<Balance[]> {
  const { rpc, chain, reads, heads, now } = parameters
  const deadline = performance.now() + timeoutMs
  const groups = splitByMoment(reads)
  const found = await findListed(parameters, await findIds(parameters))
  if (found.head !== null) heads.note({ chain, block: found.head })
  const head = [...groups.values()].some(({ block, ago }) => block === null && ago > 0n)
    ? (found.head ?? (await heads.find({ chain, timeoutMs })))
    : null
  const { proposedTo, listedTo } = found
  const moments = [...groups.values()].map((group) =>
    planMoment({ ...group, reads, head, proposedTo, listedTo, now: now() }),
  )
  const latest = moments.find(({ block, ago }) => block === null && ago === 0n)

  const ask = async (asked: readonly Asked[]) => {
    const calls = asked.map(({ moment, part, block }) =>
      composeEthCall({ chain, calls: moment.parts[part] ?? [], block: block ?? undefined }),
    )
    const given = await sendTogether({ rpc, chain, calls, timeoutMs: deadline - performance.now() })
    for (const [i, { moment, part }] of asked.entries()) {
      const one = given[i]
      if (!one) continue
      const { block, results } = one.answers
      moment.answered[part] = { block, results, source: one.source, readAt: now() }
    }
  }
  const first = moments.flatMap((moment): Asked[] => {
    if (moment === latest) return [{ moment, part: 0, block: found.head }]
    return moment.block === null ? [] : listParts(moment)
  })
  await ask(first.filter(({ moment, part }) => moment.parts[part]))
  // One URL may serve several nodes: the node that answers now may not have the previous node's block.
  if (latest && latest.answered[0] === null && found.head !== null) {
    await ask([{ moment: latest, part: 0, block: findPastBlock(found.head, slackBlocks) }])
  }

  const now0 = latest?.answered[0]?.block
  if (latest && now0 !== undefined) {
    heads.note({ chain, block: now0 })
    // Pin the other parts to the block of the first one.
    const others = latest.parts.map((_, part) => ({ moment: latest, part, block: now0 })).slice(1)
    if (others.length > 0) await ask(others)
  }
  const balances: Balance[] = reads.map(() => createUnread(chain, 'ERR_CHAIN_READ'))
  for (const moment of moments) evaluateMoment({ moment, chain, head: now0 ?? head, balances })
  if (!latest || now0 === undefined) return balances
  const inexact = moments.filter((moment) => isInexact({ moment, latest, head: now0, reads, balances }))
  const exact = inexact.map((moment) => toBlockMoment(moment, findPastBlock(now0, moment.ago)))
  if (exact.length > 0) await ask(exact.flatMap(listParts))
  for (const moment of exact) evaluateMoment({ moment, chain, head: now0, balances })
  return balances
}

const NO_IDS: FoundTokenIds = { head: null, proposedTo: () => ({ ids: [], gap: 'ERR_CHAIN_READ' }) }
/** Leaves time for reading the balances. */
const findMs = 5_000

/** Find the ids for reads that count a whole ERC-1155 contract; no request if there are no such reads. */
async function findIds(parameters: ReadChainBalancesParameters): Promise<FoundTokenIds> {
  const { chain, reads, findTokenIds } = parameters
  const counts = reads.flatMap((read) => (read.kind === 'erc1155All' ? [read] : []))
  if (counts.length === 0) return NO_IDS
  const blocks = counts.map(({ at }) => (at && 'block' in at ? at.block : null))
  // Ids that a wallet received after the latest of these blocks do not matter.
  const until = blocks.reduce((latest, block) =>
    latest === null || block === null || block > latest ? block : latest,
  )
  return findTokenIds({
    chain,
    pairs: counts,
    until: blocks.includes(null) ? null : until,
    timeoutMs: findMs,
  })
}

type FoundIds = FoundTokenIds & Pick<PlanQuestionsParameters, 'listedTo'>
type ListedPair = { readonly contract: EvmAddress; readonly owner: EvmAddress }

/** Read the lists of a wallet's tokens for questions that ask about each; no request if there are none. */
async function findListed(
  { rpc, chain, reads }: ReadChainBalancesParameters,
  found: FoundTokenIds,
): Promise<FoundIds> {
  const pairs = new Map<string, ListedPair>()
  for (const read of reads)
    if (read.kind === 'call' && isAboutListed(read.question))
      pairs.set(`${read.contract} ${read.owner}`, read)
  if (pairs.size === 0) return found
  let { head } = found
  const listed = new Map<string, ProposedIds>()
  const ask = async (asked: readonly (readonly [key: string, pair: ListedPair])[]) => {
    const calls = asked.map(([, pair]) =>
      composeEthCall({ chain, calls: composeListCalls(pair), block: head ?? undefined }),
    )
    const given = await sendTogether({ rpc, chain, calls, timeoutMs: findMs })
    for (const [i, [key]] of asked.entries()) {
      const answers = given[i]?.answers
      if (!answers) continue
      head ??= answers.block
      listed.set(key, toProposedIds(readListedTokens(answers.results)))
    }
  }
  // The first answer tells the block of all others, and of the balances.
  const all = [...pairs]
  await ask(head === null ? all.slice(0, 1) : all)
  if (listed.size < all.length && head !== null) await ask(all.filter(([key]) => !listed.has(key)))
  const listedTo = ({ contract, owner }: ListedPair): ProposedIds =>
    listed.get(`${contract} ${owner}`) ?? { ids: [], gap: 'ERR_CHAIN_READ' }
  return { ...found, head, listedTo }
}

function toProposedIds(tokens: ListedTokens | null): ProposedIds {
  const isMore = tokens !== null && tokens.amount > BigInt(tokens.ids.length)
  return { ids: tokens?.ids ?? [], gap: tokens && !isMore ? null : 'ERR_TOKEN_READ' }
}

function toBlockMoment(moment: Moment, block: bigint): Moment {
  return { ...moment, block, answered: moment.parts.map(() => null) }
}

/** The block that is `ago` blocks before the latest, at least block 0. */
function findPastBlock(head: bigint, ago: bigint): bigint {
  return head > ago ? head - ago : 0n
}

function listParts(moment: Moment): Asked[] {
  return moment.parts.map((_, part) => ({ moment, part, block: moment.block }))
}

type IsInexactParameters = {
  readonly moment: Moment
  readonly latest: Moment
  readonly head: bigint
  readonly reads: readonly EvmRead[]
  readonly balances: readonly Balance[]
}

/** Whether to read a moment again: its block is not exact, and a balance is unread or differs from the current one. */
function isInexact({ moment, latest, head, reads, balances }: IsInexactParameters): boolean {
  if (moment.ago === 0n || moment.block === findPastBlock(head, moment.ago)) return false
  const readIndex = createReadIndex<EvmRead>()
  const held = new Map<number, Balance | undefined>()
  for (const i of latest.indexes) {
    const read = reads[i]
    if (read) held.set(readIndex.add(read), balances[i])
  }
  return moment.indexes.some((i) => {
    const [read, then] = [reads[i], balances[i]]
    const now = read && held.get(readIndex.indexOf({ ...read, at: undefined }) ?? -1)
    return now?.kind !== 'read' || then?.kind !== 'read' || !isSameHolding(now, then)
  })
}

function isSameHolding(one: ReadBalance, other: ReadBalance): boolean {
  return one.amount === other.amount && String(one.tokenIds) === String(other.tokenIds)
}

type Group = { readonly block: bigint | null; readonly ago: bigint; readonly indexes: number[] }

function splitByMoment(reads: readonly EvmRead[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>()
  for (const [i, { at }] of reads.entries()) {
    const block = at && 'block' in at ? at.block : null
    const ago = at && 'ago' in at ? BigInt(at.ago ?? 0) : 0n
    const key = at ? `${block} ${ago}` : ''
    const group = groups.get(key) ?? { block, ago, indexes: [] }
    group.indexes.push(i)
    groups.set(key, group)
  }
  return groups
}

type PlanMomentParameters = Group &
  Omit<PlanQuestionsParameters, 'reads'> & {
    readonly reads: readonly EvmRead[]
    readonly head: bigint | null
  }

function planMoment({ block, ago, indexes, reads, head, ...finders }: PlanMomentParameters): Moment {
  const isAll = indexes.length === reads.length
  const own = isAll ? reads : indexes.flatMap((i) => reads[i] ?? [])
  const { calls, readers } = planQuestions({ reads: own, ...finders })
  const then = head === null ? null : findPastBlock(head, ago + slackBlocks)
  const parts = splitCalls(calls)
  const answered = parts.map(() => null)
  const moment = { isYounger: ago > 0n, indexes, readers, parts, answered }
  return block === null && ago > 0n ? { ...moment, block: then, ago } : { ...moment, block, ago: 0n }
}

type EvaluateMomentParameters = {
  readonly moment: Moment
  readonly chain: ChainSlug
  /** The latest block; null if unknown. */
  readonly head: bigint | null
  /** Receives the answers, each at the index of its read. */
  readonly balances: Balance[]
}

/** Turn a moment's answers into balances. It uses plain loops, as it runs for every read of every check. */
function evaluateMoment({ moment, chain, head, balances }: EvaluateMomentParameters): void {
  const { block, ago, isYounger, indexes, readers, parts, answered } = moment
  if (ago > 0n && (block === null || head === null || block > findPastBlock(head, ago))) return
  const isBeforeChain = ago > 0n && head !== null && ago > head
  const wasThere = (known: readonly InnerResult[]) =>
    !isYounger || (!isBeforeChain && known.some(({ kind }) => kind !== 'no-code'))
  const results: InnerResult[] = []
  const givers: Answered[] = []
  for (const [part, calls] of parts.entries()) {
    const given = answered[part]
    for (let i = 0; i < calls.length; i++) {
      const result = given?.results[i]
      // A part without an answer leaves its places empty.
      if (given && result) results[givers.length] = result
      givers.push(given ?? NOBODY)
    }
  }
  for (let i = 0; i < indexes.length; i++) {
    const index = indexes[i]
    if (index !== undefined) {
      balances[index] = evaluateRead({ reader: readers[i], results, givers, chain, wasThere })
    }
  }
}

const NOTHING: Finding = { amount: 0n, tokenIds: [] }
const NOBODY: Answered = { block: 0n, source: null, readAt: 0, results: [] }

function evaluateRead({
  reader,
  results,
  givers,
  chain,
  wasThere,
}: {
  reader: QuestionReader | null | undefined
  results: readonly InnerResult[]
  givers: readonly Answered[]
  chain: ChainSlug
  /** Whether the block and the contract existed at that moment; if not, the balance is 0. */
  wasThere: (known: readonly InnerResult[]) => boolean
}): Balance {
  if (!reader) return createUnread(chain, 'ERR_TOKEN_READ')
  const known: InnerResult[] = []
  for (const place of reader.needs) {
    const result = results[place]
    if (!result) return createUnread(chain, 'ERR_CHAIN_READ')
    known.push(result)
  }
  const giver = givers[reader.needs[0] ?? 0] ?? NOBODY
  const finding = wasThere(known) ? reader.read(known) : NOTHING
  if (giver === NOBODY || !finding)
    return createUnread(chain, giver === NOBODY ? 'ERR_CHAIN_READ' : 'ERR_TOKEN_READ')
  const { amount, tokenIds, gap } = finding
  const { block, readAt } = giver
  const balance = {
    kind: 'read',
    amount,
    block,
    readAt,
    source: giver.source ?? undefined,
    tokenIds,
  } as const
  return gap ? { ...createUnread(chain, gap), atLeast: amount > 0n ? balance : undefined } : balance
}

function createUnread(chain: ChainSlug, code: 'ERR_CHAIN_READ' | 'ERR_TOKEN_READ'): UnreadBalance {
  return { kind: 'unread', code, chain }
}
