import { toFunctionSelector } from 'viem/utils'
import type { EvmAddress } from '../../core/chain/types.ts'
import { createRecentMap } from '../../core/limit/createRecentMap.ts'
import { isAboutListed, MAX_LISTED_TOKENS } from '../../core/requirement/calls/checkQuestion.ts'
import { type Method, parseMethod } from '../../core/requirement/calls/parseMethod.ts'
import type { CallQuestion, Word } from '../../core/requirement/calls/types.ts'
import { formatWord, readValue } from '../../core/requirement/calls/words.ts'
import type { EvmRead } from '../../core/requirement/reads.ts'
import type { TokenRange } from '../../core/requirement/tokenRange.ts'
import type { ProposedIds } from './erc1155/createFindTokenIds.ts'
import type { Finding } from './finding.ts'
import { composeCountCall, parseWord } from './listedTokens.ts'
import type { ContractCall } from './multicall/calls.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'

type CallRead = Extract<EvmRead, { readonly kind: 'call' }>
export type PlanContractQuestionParameters = {
  readonly read: CallRead
  /** The ids that the contract lists as the wallet's. */
  readonly listedTo: (pair: Pick<CallRead, 'contract' | 'owner'>) => ProposedIds
  /** Unix seconds. */
  readonly now: number
}
export type PlannedQuestion = {
  readonly calls: readonly ContractCall[]
  /** Null if the contract gave no valid answer. */
  readonly read: (results: readonly InnerResult[]) => Finding | null
}

/** For one answer about a wallet. A staking contract may compute for a while. */
const gasCap = 1_000_000
/** For one answer about a token, at least. */
const tokenGasCap = 100_000
/** For the answers about all named tokens together. A contract may search many ids for the owner of one. */
const tokensGas = 25_000_000
const ownerOf = toFunctionSelector('function ownerOf(uint256 tokenId)').slice(2)

/**
 * Plan the calls of a question about one wallet: one; for tokens that have a place in the wallet's list, the count and
 * each place; for ids, the owner and the answer of each. All are part of the one request of a chain.
 */
export function planContractQuestion(parameters: PlanContractQuestionParameters): PlannedQuestion {
  const { read, now } = parameters
  const method = findMethod(read.question.method)
  if (!method) return { calls: [], read: () => null }
  const judge = createJudge({ read, method, now })
  const { args } = read.question
  if (args.includes('index')) return planPlaces({ read, method, judge })
  if (args.includes('id')) return planIds({ ...parameters, method, judge })
  return {
    calls: [composeCall({ read, method, token: 0n, gasCap })],
    read: ([result]) => {
      const amount = judge(result)
      return amount === null ? null : { amount }
    },
  }
}

type Judge = (result: InnerResult | undefined) => bigint | null
type Parts = { readonly read: CallRead; readonly method: KnownMethod; readonly judge: Judge }

function planPlaces({ read, method, judge }: Parts): PlannedQuestion {
  const places = Array.from({ length: MAX_LISTED_TOKENS }, (_, i) =>
    composeCall({ read, method, token: BigInt(i), gasCap: tokenGasCap }),
  )
  return {
    calls: [composeCountCall(read), ...places],
    read: ([counted, ...answers]) => {
      const count = parseWord(counted)
      if (count === null) return null
      const isMore = count > BigInt(MAX_LISTED_TOKENS)
      const amounts = answers.slice(0, isMore ? MAX_LISTED_TOKENS : Number(count)).map(judge)
      return mergeAmounts({ amounts, gap: isMore ? 'ERR_TOKEN_READ' : null })
    },
  }
}

function planIds({
  read,
  method,
  judge,
  listedTo,
}: Parts & Pick<PlanContractQuestionParameters, 'listedTo'>): PlannedQuestion {
  const { question, contract, owner } = read
  const { ids, gap } = isAboutListed(question)
    ? listedTo(read)
    : { ids: listIds(question.tokenIds), gap: null }
  const ample = Math.floor(Math.min(gasCap, Math.max(tokenGasCap, tokensGas / (2 * Math.max(1, ids.length)))))
  const calls = ids.map((token) => composeCall({ read, method, token, gasCap: ample }))
  const pick = (amounts: readonly (bigint | null)[]) => {
    const found = mergeAmounts({ amounts, gap })
    const tokenIds = ids.filter((_, i) => (amounts[i] ?? 0n) > 0n).map(String)
    return found && { ...found, tokenIds }
  }
  if (ids.length === 0) {
    return {
      calls: [composeCountCall(read)],
      // Any token at the block of the answers is one that was not listed.
      read: ([counted]) => (parseWord(counted) === 0n ? pick([]) : null),
    }
  }
  // Who may use a token need not own it.
  if (question.answer === 'wallet') {
    return { calls, read: (results) => pick(ids.map((_, i) => judge(results[i]))) }
  }
  const owners = ids.map((id) => ({
    target: contract,
    data: ownerOf + formatWord(id).slice(2),
    limit: 34,
    gasCap: ample,
    mode: 'reverts' as const,
  }))
  return {
    calls: [...owners, ...calls],
    read: (results) =>
      pick(
        ids.map((_, i) => {
          const isOwn = isOwner({ result: results[i], owner })
          return isOwn ? judge(results[ids.length + i]) : isOwn === null ? null : 0n
        }),
      ),
  }
}

/** Null if one amount is unread; a part that was read would be no honest count. */
function mergeAmounts({
  amounts,
  gap,
}: {
  amounts: readonly (bigint | null)[]
  gap: ProposedIds['gap']
}): Finding | null {
  let amount = 0n
  for (const one of amounts) {
    if (one === null) return null
    amount += one
  }
  return gap === null ? { amount } : { amount, gap }
}

/** Whether a wallet owns a token. An id that the contract refuses with a reason has no owner; null if unread. */
function isOwner({ result, owner }: { result: InnerResult | undefined; owner: EvmAddress }): boolean | null {
  const data = readAnswer(result)
  if (data === 'refused') return false
  if (data?.length !== 64 || !/^0{24}/.test(data)) return null
  return `0x${data.slice(24)}` === owner
}

type CreateJudgeParameters = {
  readonly read: CallRead
  readonly method: KnownMethod
  readonly now: number
}

/** Make a function that turns an answer into what it counts; null if the answer is none of the method. */
function createJudge({ read: { question, owner }, method, now }: CreateJudgeParameters): Judge {
  const { word, answer, equals, isRefusalNo } = question
  const type = method.outputs[word] ?? ''
  const count = (isMet: boolean) => (isMet ? 1n : 0n)
  return (result) => {
    const data = readAnswer(result)
    if (data === 'refused') return isRefusalNo ? 0n : null
    if (data?.length !== 64 * method.outputs.length) return null
    const own: Word = `0x${data.slice(64 * word, 64 * (word + 1))}`
    const value = readValue({ word: own, type })
    if (value === null) return null
    switch (answer) {
      case 'true':
        return value
      case 'amount':
      case 'largest':
        return value < 0n ? 0n : value
      case 'equal':
        return count(own === equals)
      case 'later':
        return count(value > BigInt(now))
      case 'wallet':
        return count(value === BigInt(owner))
    }
  }
}

/**
 * The data of an answer in mode `reverts`. `refused`: the contract gave a reason. Null otherwise, as gas may have run
 * out.
 */
function readAnswer(result: InnerResult | undefined): string | 'refused' | null {
  if (result?.kind !== 'answer') return null
  if (result.data.startsWith('01')) return result.data.slice(2)
  return result.data.length > 2 ? 'refused' : null
}

type ComposeCallParameters = {
  readonly read: CallRead
  readonly method: KnownMethod
  /** The id, or the place in the wallet's list. */
  readonly token: bigint
  readonly gasCap: number
}

function composeCall({ read, method, token, gasCap }: ComposeCallParameters): ContractCall {
  const words = read.question.args.map((arg) => {
    if (arg === 'wallet') return read.owner.slice(2).padStart(64, '0')
    return arg === 'id' || arg === 'index' ? formatWord(token).slice(2) : arg.slice(2)
  })
  // One byte says whether it was refused, and one more shows an answer that is too long.
  const limit = 1 + 32 * method.outputs.length + 1
  return { target: read.contract, data: method.selector + words.join(''), limit, gasCap, mode: 'reverts' }
}

type KnownMethod = Method & { readonly selector: string }

/** Questions are few, and hashing is slow. */
const methods = createRecentMap<KnownMethod>({ most: 1_000 })

function findMethod(text: CallQuestion['method']): KnownMethod | null {
  const known = methods.get(text)
  if (known) return known
  const method = parseMethod(text)
  if (typeof method === 'string') return null
  const selector = toFunctionSelector(`function ${method.name}(${method.inputs.join(',')})`).slice(2)
  methods.set(text, { ...method, selector })
  return { ...method, selector }
}

function listIds(ranges: readonly TokenRange[]): bigint[] {
  return ranges.flatMap(({ first, last }) =>
    Array.from({ length: Number(last - first) + 1 }, (_, i) => first + BigInt(i)),
  )
}
