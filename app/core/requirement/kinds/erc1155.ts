import type { ChainSlug, EvmAddress } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { Findings } from '../findings.ts'
import type { Holder } from '../holders.ts'
import type { Balance, EvmRead, ReadAt, TokenLabel } from '../reads.ts'
import type { TokenRange } from '../tokenRange.ts'
import { addBalances, evaluateAmounts, findOrUnread, type HolderCount } from './amounts.ts'
import type { EvaluateParameters, KindEntry } from './entry.ts'
import { type EvmQuestion, evaluateQuestions, listHolderBalances, planEvmReads } from './evm.ts'
import { conditionFacts } from './facts.ts'
import {
  formatToken,
  formatTokenIds,
  invalidRequirement,
  readEvmToken,
  readObject,
  readTokenIds,
} from './fields.ts'

/** Units of a multi-token contract: of some ids, or of all. @see https://eips.ethereum.org/EIPS/eip-1155 */
export type Erc1155Condition = {
  readonly kind: 'erc1155'
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  readonly label: TokenLabel
  readonly minimum: bigint
  readonly maximum: bigint | null
  /** 1..20 ids, each a read of its own; empty if every id of the contract counts. */
  readonly tokenIds: readonly TokenRange[]
  /** Whether the amounts apply to each id, not to the sum of all ids. */
  readonly perId: boolean
}

/** The most ids of a multi-token contract that one condition may name. */
export const MAX_MULTI_TOKEN_IDS = 20

export const erc1155: KindEntry<Erc1155Condition> = {
  ...conditionFacts.erc1155,
  parse: (value) => {
    const fields = ['kind', 'chain', 'contract', 'label', 'minimum', 'maximum', 'tokenIds', 'perId']
    const object = readObject(value, fields)
    const tokenIds = object.tokenIds === undefined ? [] : readNamedIds(object.tokenIds)
    if (object.perId !== undefined && object.perId !== true) throw invalidRequirement('"perId" must be true')
    if (object.perId && tokenIds.length === 0)
      throw invalidRequirement('"perId" needs token ids, and it names none')
    return {
      kind: 'erc1155',
      ...readEvmToken(object),
      tokenIds,
      perId: object.perId === true,
    }
  },
  format: (condition) => ({
    ...formatToken(condition),
    ...(condition.tokenIds.length === 0 ? {} : { tokenIds: formatTokenIds(condition.tokenIds) }),
    ...(condition.perId ? { perId: true } : {}),
  }),
  plan: ({ condition, holder, at }) => {
    const questions =
      condition.tokenIds.length > 0
        ? composeNamedQuestions(condition, at)
        : [composeWholeQuestion(condition, at), ...composeDelegatedQuestions({ condition, holder, at })]
    return planEvmReads({ chain: condition.chain, holder, questions })
  },
  evaluate: (parameters) =>
    parameters.condition.tokenIds.length > 0 ? evaluateNamed(parameters) : evaluateWhole(parameters),
  describe: (condition) => ({ ...describeToken(condition), ...(condition.perId ? { per_id: true } : {}) }),
  decimalsOf: () => 0,
  contractOf: ({ kind, label }) => ({ kind, ...label }),
}

type Evaluate = EvaluateParameters<Erc1155Condition>

function evaluateNamed({ condition, holders, find, at }: Evaluate): Findings {
  const judge = (questions: readonly EvmQuestion[]) =>
    evaluateQuestions({ condition, questions, holders, find })
  const questions = composeNamedQuestions(condition, at)
  if (!condition.perId) return judge(questions)
  const ids = listIds(condition.tokenIds)
  return worstOf(questions.map((question, i) => addId(judge([question]), ids[i])))
}

function evaluateWhole({ condition, holders, find, at }: Evaluate): Findings {
  const { minimum, maximum } = condition
  const count = (holder: Holder) => countWhole({ condition, holder, at, find: findOrUnread(find) })
  return evaluateAmounts({ minimum, maximum, holders, count })
}

type Parameters = {
  readonly condition: Erc1155Condition
  readonly holder: Holder
  readonly at: ReadAt | undefined
}

/** Count all ids of the contract. A vault that has not delegated the whole contract may have delegated single ids. */
function countWhole({ find, ...parameters }: Parameters & { find: (read: EvmRead) => Balance }): HolderCount {
  const { condition, holder, at } = parameters
  const { chain } = condition
  const whole = addBalances(
    listHolderBalances({ chain, holder, questions: [composeWholeQuestion(condition, at)], find }),
  )
  if (holder.kind === 'wallet' || whole.known.amount > 0n) return whole
  const lent = addBalances(
    listHolderBalances({ chain, holder, questions: composeDelegatedQuestions(parameters), find }),
  )
  return { known: lent.known, unread: whole.unread ?? lent.unread }
}

function composeWholeQuestion({ chain, contract }: Erc1155Condition, at: ReadAt | undefined): EvmQuestion {
  return {
    ask: (owner) => ({ chain, at, kind: 'erc1155All', contract, owner }),
    scope: { kind: 'contract', contract },
  }
}

/** One question for each id that the vault seems to have delegated by itself. */
function composeDelegatedQuestions({
  condition: { chain, contract },
  holder,
  at,
}: Parameters): EvmQuestion[] {
  if (holder.kind === 'wallet') return []
  return holder.tokens
    .filter((token) => token.chain === chain && token.contract === contract)
    .map(({ tokenId }) => composeIdQuestion({ chain, contract, tokenId, at }))
}

function composeNamedQuestions(
  { chain, contract, tokenIds }: Erc1155Condition,
  at: ReadAt | undefined,
): EvmQuestion[] {
  return listIds(tokenIds).map((tokenId) => composeIdQuestion({ chain, contract, tokenId, at }))
}

function composeIdQuestion({
  chain,
  contract,
  tokenId,
  at,
}: Pick<Erc1155Condition, 'chain' | 'contract'> & {
  tokenId: bigint
  at: ReadAt | undefined
}): EvmQuestion {
  return {
    ask: (owner) => ({ chain, at, kind: 'erc1155', contract, owner, tokenId }),
    scope: { kind: 'erc1155', contract, tokenId },
  }
}

function addId(findings: Findings, id: bigint | undefined): Findings {
  return findings.verdict === 'unmet' && findings.found !== null
    ? { ...findings, tokenId: String(id) }
    : findings
}

/** Every id must be met, so the worst decides: an unmet one, then an unchecked one, then the smallest amount. */
function worstOf(findings: readonly Findings[]): Findings {
  const rank = { unmet: 0, unchecked: 1, met: 2 } as const
  const [first, ...rest] = findings
  if (!first) throw invalidRequirement('it names no token id')
  return rest.reduce((worst, one) => {
    const order = rank[one.verdict] - rank[worst.verdict]
    return order < 0 || (order === 0 && (one.found ?? 0n) < (worst.found ?? 0n)) ? one : worst
  }, first)
}

/** Read 1..20 ids. An empty list does not mean "every id": a form that lost its ids would widen the gate. */
function readNamedIds(value: unknown): TokenRange[] {
  const tokenIds = readTokenIds(value)
  const count = listIds(tokenIds).length
  if (count >= 1 && count <= MAX_MULTI_TOKEN_IDS) return tokenIds
  throw invalidRequirement(
    `a condition names 1 to ${MAX_MULTI_TOKEN_IDS} ids of a multi-token contract, or none where every id counts`,
  )
}

/** List the ids of ranges, but at most one more than a condition may name. */
function listIds(ranges: readonly TokenRange[]): bigint[] {
  const ids: bigint[] = []
  for (const { first, last } of ranges) {
    for (let id = first; id <= last && ids.length <= MAX_MULTI_TOKEN_IDS; id += 1n) ids.push(id)
  }
  return ids
}
