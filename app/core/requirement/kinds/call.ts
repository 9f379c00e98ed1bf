import type { ChainSlug, EvmAddress } from '../../chain/types.ts'
import { checkQuestion, formatQuestionKey, isWordPlace } from '../calls/checkQuestion.ts'
import { type CallPresetName, isCallPreset } from '../calls/presets.ts'
import type { CallAnswer, CallArgument, CallQuestion } from '../calls/types.ts'
import { isWord } from '../calls/words.ts'
import { describeToken } from '../card.ts'
import type { Findings } from '../findings.ts'
import type { ReadAt, TokenLabel } from '../reads.ts'
import type { EvaluateParameters, KindEntry } from './entry.ts'
import { type EvmQuestion, evaluateQuestions, planEvmReads } from './evm.ts'
import { conditionFacts } from './facts.ts'
import {
  formatToken,
  formatTokenIds,
  invalidRequirement,
  readDecimals,
  readEvmToken,
  readObject,
  readText,
  readTokenIds,
} from './fields.ts'

/** What a view function of a contract answers about a wallet. */
export type CallCondition = {
  readonly kind: 'call'
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  /** What shoppers read. The symbol is empty. */
  readonly label: TokenLabel
  readonly minimum: bigint
  readonly maximum: bigint | null
  /** Of an amount; 0 for all other answers. */
  readonly decimals: number
  /** Null for a question of the merchant's own. */
  readonly preset: CallPresetName | null
  /** What the merchant entered into a preset, only for showing it again. */
  readonly values: readonly string[]
  readonly question: CallQuestion
  /** The same as the question's, where people name ids. */
  readonly tokenIds: CallQuestion['tokenIds']
  /** Distinguishes the question from all others. */
  readonly questionKey: string
}

const FIELDS = ['kind', 'chain', 'contract', 'label', 'minimum', 'maximum', 'decimals', 'preset', 'values']
const QUESTION_FIELDS = ['method', 'args', 'word', 'answer', 'equals', 'tokenIds', 'isRefusalNo']
const ANSWERS: readonly CallAnswer[] = ['true', 'amount', 'largest', 'equal', 'later', 'wallet']

export const call: KindEntry<CallCondition> = {
  ...conditionFacts.call,
  parse: (value) => {
    const object = readObject(value, [...FIELDS, 'question'])
    const token = readEvmToken(object)
    if (token.label.name.trim() === '') throw invalidRequirement('a question to a contract has no name')
    const question = readQuestion(object.question)
    const decimals = readDecimals(object.decimals)
    const isAmount = question.answer === 'amount' || question.answer === 'largest'
    if (decimals > 0 && !isAmount) throw invalidRequirement('only amounts have decimals')
    const { preset = null, values = [] } = object
    if (preset !== null && !isCallPreset(preset)) throw invalidRequirement('it names an unknown preset')
    if (!Array.isArray(values) || values.length > 2 || !values.every(isValueText))
      throw invalidRequirement('the values of a preset are at most two texts')
    const { tokenIds } = question
    const questionKey = formatQuestionKey(question)
    return { kind: 'call', ...token, decimals, preset, values, question, tokenIds, questionKey }
  },
  format: (condition) => ({
    ...formatToken(condition),
    decimals: condition.decimals,
    ...(condition.preset === null ? {} : { preset: condition.preset }),
    ...(condition.values.length === 0 ? {} : { values: condition.values }),
    question: formatQuestion(condition.question),
  }),
  plan: ({ condition, holder, at }) =>
    planEvmReads({ chain: condition.chain, holder, questions: [questionOf(condition, at)] }),
  evaluate: (parameters) =>
    parameters.condition.question.answer === 'largest'
      ? evaluateLargest(parameters)
      : evaluateAll(parameters),
  describe: (condition) => ({
    ...describeToken(condition),
    ...(condition.preset === null ? {} : { preset: condition.preset }),
  }),
  decimalsOf: ({ decimals }) => decimals,
  contractOf: null,
}

const isValueText = (value: unknown): value is string => typeof value === 'string' && value.length <= 255

function questionOf(
  { chain, contract, question, questionKey }: CallCondition,
  at: ReadAt | undefined,
): EvmQuestion {
  return {
    ask: (owner) => ({ chain, at, kind: 'call', contract, owner, question, questionKey }),
    scope: { kind: 'contract', contract },
  }
}

type Evaluate = EvaluateParameters<CallCondition>

function evaluateAll({ condition, holders, find, at }: Evaluate): Findings {
  return evaluateQuestions({ condition, questions: [questionOf(condition, at)], holders, find })
}

/**
 * A score is of one wallet, so the best one counts, and not the sum. As with amounts, each wallet alone is judged by
 * the maximum: one above it, or an unknown one, must not hide behind a lower one.
 */
function evaluateLargest(parameters: Evaluate): Findings {
  const each = parameters.holders.map((holder) => evaluateAll({ ...parameters, holders: [holder] }))
  const [first, ...rest] = each
  if (!first) return evaluateAll(parameters)
  const hasMaximum = parameters.condition.maximum !== null
  const rankOf = ({ verdict, because }: Findings) => {
    if (hasMaximum && because === 'too-much') return 0
    if (verdict === 'unchecked') return hasMaximum ? 1 : 3
    return verdict === 'met' ? 2 : 4
  }
  const best = rest.reduce((best, one) => {
    const order = rankOf(one) - rankOf(best)
    return order < 0 || (order === 0 && (one.found ?? 0n) > (best.found ?? 0n)) ? one : best
  }, first)
  return { ...best, holders: each.flatMap(({ holders }) => holders) }
}

/** @throws {InputError} ERR_REQUIREMENT_INVALID */
function readQuestion(value: unknown): CallQuestion {
  const { method, args, word, answer, equals, tokenIds, isRefusalNo } = readObject(value, QUESTION_FIELDS)
  if (!Array.isArray(args) || !args.every(isArgument))
    throw invalidRequirement('an argument of a call is unknown')
  const known = ANSWERS.find((one) => one === answer)
  if (!known) throw invalidRequirement('the answer of a call counts in an unknown way')
  if (!isWordPlace(word)) throw invalidRequirement('a call names no word of its answer')
  if (equals !== undefined && !isWord(equals)) throw invalidRequirement('a call compares with no value')
  if (isRefusalNo !== undefined && isRefusalNo !== true)
    throw invalidRequirement('"isRefusalNo" must be true')
  const question: CallQuestion = {
    method: readText(method),
    args,
    word,
    answer: known,
    equals: equals ?? null,
    tokenIds: tokenIds === undefined ? [] : readTokenIds(tokenIds),
    isRefusalNo: isRefusalNo === true,
  }
  const wrong = checkQuestion(question)
  if (wrong) throw invalidRequirement(`the "${wrong}" of a call do not fit its function`)
  return question
}

function isArgument(value: unknown): value is CallArgument {
  return value === 'wallet' || value === 'id' || value === 'index' || isWord(value)
}

function formatQuestion({ equals, tokenIds, isRefusalNo, ...question }: CallQuestion) {
  return {
    ...question,
    ...(equals === null ? {} : { equals }),
    ...(tokenIds.length === 0 ? {} : { tokenIds: formatTokenIds(tokenIds) }),
    ...(isRefusalNo ? { isRefusalNo: true } : {}),
  }
}
