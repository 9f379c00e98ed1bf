import { countIds } from '../countIds.ts'
import { formatRanges } from '../createReadIndex.ts'
import { MAX_CALL_WORDS, type Method, parseMethod, type WordType } from './parseMethod.ts'
import type { CallArgument, CallQuestion } from './types.ts'
import { isOfType } from './words.ts'

/** Most ids that a question may name: each costs two calls. */
export const MAX_CALL_IDS = 50
/** How many of a wallet's tokens are looked at, if the contract lists them. */
export const MAX_LISTED_TOKENS = 256

/** The part of a question that is wrong. */
export type QuestionIssue = 'method' | 'args' | 'answer' | 'equals' | 'tokenIds'

/** Check that a question fits its method; null if it does. */
export function checkQuestion(question: CallQuestion): QuestionIssue | null {
  const method = parseMethod(question.method)
  if (typeof method === 'string') return 'method'
  if (!isEveryArgRight(question, method)) return 'args'
  const type = method.outputs[question.word]
  if (type === undefined || !isAnswerRight(question, type)) return 'answer'
  const { answer, equals, tokenIds, args } = question
  if (answer === 'equal' ? equals === null || !isOfType({ word: equals, type }) : equals !== null)
    return 'equals'
  const count = countIds(tokenIds)
  if (!args.includes('id')) return count === 0n ? null : 'tokenIds'
  // Whose ids would they be? A wallet may use a token that it does not own.
  if (answer === 'wallet' && count === 0n) return 'tokenIds'
  return count <= BigInt(MAX_CALL_IDS) ? null : 'tokenIds'
}

function isEveryArgRight({ args, answer }: CallQuestion, { inputs }: Method): boolean {
  if (args.length !== inputs.length) return false
  if (!args.every((arg, i) => isArgRight(arg, inputs[i] ?? ''))) return false
  const has = (arg: CallArgument) => args.includes(arg)
  if (has('id') && has('index')) return false
  if (has('index') && !has('wallet')) return false
  return has('wallet') || has('id') || answer === 'wallet'
}

function isArgRight(arg: CallArgument, type: WordType): boolean {
  if (arg === 'wallet') return type === 'address'
  if (arg === 'id' || arg === 'index') return type === 'uint256'
  return isOfType({ word: arg, type })
}

function isAnswerRight({ answer, args }: CallQuestion, type: WordType): boolean {
  const isNumber = /^u?int/.test(type)
  switch (answer) {
    case 'true':
      return type === 'bool'
    case 'largest':
      return isNumber && !isAboutTokens({ args })
    case 'amount':
    case 'later':
      return isNumber
    case 'wallet':
      return type === 'address'
    case 'equal':
      return true
  }
}

/** Whether a question is asked for each of several tokens. */
export function isAboutTokens({ args }: Pick<CallQuestion, 'args'>): boolean {
  return args.includes('id') || args.includes('index')
}

/** Whether the contract must list a wallet's tokens first, so that only the latest block can be read. */
export function isAboutListed({ args, tokenIds }: Pick<CallQuestion, 'args' | 'tokenIds'>): boolean {
  return args.includes('id') && tokenIds.length === 0
}

/**
 * Whether a question is about the latest block alone: a list of tokens is, and a time is compared with now. What ended
 * later than now at an earlier block may have been renewed since.
 */
export function isAboutNow(question: Pick<CallQuestion, 'args' | 'tokenIds' | 'answer'>): boolean {
  return isAboutListed(question) || question.answer === 'later'
}

/** How many calls a question takes for each wallet. */
export function countCalls(question: Pick<CallQuestion, 'args' | 'tokenIds'>): number {
  if (isAboutListed(question)) return 2 * MAX_LISTED_TOKENS
  if (question.args.includes('index')) return 1 + MAX_LISTED_TOKENS
  return question.args.includes('id') ? 2 * Number(countIds(question.tokenIds)) : 1
}

/** A text that distinguishes a question from all others. */
export function formatQuestionKey(question: CallQuestion): string {
  const { method, args, word, answer, equals, tokenIds, isRefusalNo } = question
  return [method, args.join(','), word, answer, equals, formatRanges(tokenIds), isRefusalNo].join(' ')
}

/** Whether a number is the place of a word in an answer. */
export function isWordPlace(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < MAX_CALL_WORDS
}
