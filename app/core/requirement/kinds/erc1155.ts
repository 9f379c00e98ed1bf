import type { ChainSlug, EvmAddress } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { ReadAt, TokenLabel, TokenRange } from '../types.ts'
import type { Findings, KindEntry } from './entry.ts'
import { type EvmQuestion, judgeQuestions, planEvmReads } from './evm.ts'
import {
  formatToken,
  formatTokenIds,
  readEvmToken,
  readObject,
  readTokenIds,
  refuseRequirement,
} from './fields.ts'

/** Ids of a multi-token contract. @see https://eips.ethereum.org/EIPS/eip-1155 */
export type Erc1155Condition = {
  readonly kind: 'erc1155'
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  readonly label: TokenLabel
  readonly minimum: bigint
  readonly maximum: bigint | null
  /** 1..20 ids; every one is a read of its own. */
  readonly tokenIds: readonly TokenRange[]
  /** Whether the amounts are meant of each id, not of all ids together. */
  readonly perId: boolean
}

/** How many ids one condition may ask of a multi-token contract. */
export const MAX_MULTI_TOKEN_IDS = 20

export const erc1155: KindEntry<Erc1155Condition> = {
  family: 'evm',
  isSingleToken: false,
  isRecognized: true,
  fields: ['contract', 'minimum', 'maximum', 'tokenIds', 'perId'],
  parse: (value) => {
    const fields = ['kind', 'chain', 'contract', 'label', 'minimum', 'maximum', 'tokenIds', 'perId']
    const object = readObject(value, fields)
    const tokenIds = readTokenIds(object.tokenIds)
    const count = listIds(tokenIds).length
    if (count < 1 || count > MAX_MULTI_TOKEN_IDS) {
      throw refuseRequirement(`a condition needs 1 to ${MAX_MULTI_TOKEN_IDS} token ids`)
    }
    if (object.perId !== undefined && object.perId !== true) throw refuseRequirement('"perId" is not true')
    return {
      kind: 'erc1155',
      ...readEvmToken(object),
      tokenIds,
      perId: object.perId === true,
    }
  },
  format: (condition) => ({
    ...formatToken(condition),
    tokenIds: formatTokenIds(condition.tokenIds),
    ...(condition.perId ? { perId: true } : {}),
  }),
  plan: ({ condition, holder, at }) =>
    planEvmReads({ chain: condition.chain, holder, questions: questionsOf(condition, at) }),
  evaluate: ({ condition, holders, find, at }) => {
    const judge = (questions: readonly EvmQuestion[]) =>
      judgeQuestions({ condition, questions, holders, find })
    const questions = questionsOf(condition, at)
    if (!condition.perId) return judge(questions)
    const ids = listIds(condition.tokenIds)
    return worstOf(questions.map((question, i) => nameId(judge([question]), ids[i])))
  },
  describe: (condition) => ({ ...describeToken(condition), ...(condition.perId ? { per_id: true } : {}) }),
}

function nameId(findings: Findings, id: bigint | undefined): Findings {
  return findings.verdict === 'unmet' && findings.found !== null
    ? { ...findings, tokenId: String(id) }
    : findings
}

/** Every id must do: one that does not decides, then one that could not be read, then the least. */
function worstOf(findings: readonly Findings[]): Findings {
  const rank = { unmet: 0, unchecked: 1, met: 2 } as const
  const [first, ...rest] = findings
  if (!first) throw refuseRequirement('it names no token id')
  return rest.reduce((worst, one) => {
    const order = rank[one.verdict] - rank[worst.verdict]
    return order < 0 || (order === 0 && (one.found ?? 0n) < (worst.found ?? 0n)) ? one : worst
  }, first)
}

/** Stops one id beyond what a condition may name. */
function listIds(ranges: readonly TokenRange[]): bigint[] {
  const ids: bigint[] = []
  for (const { first, last } of ranges) {
    for (let id = first; id <= last && ids.length <= MAX_MULTI_TOKEN_IDS; id += 1n) ids.push(id)
  }
  return ids
}

function questionsOf({ chain, contract, tokenIds }: Erc1155Condition, at: ReadAt | undefined): EvmQuestion[] {
  return listIds(tokenIds).map((tokenId) => ({
    ask: (owner) => ({ chain, at, kind: 'erc1155', contract, owner, tokenId }),
    scope: { kind: 'erc1155', contract, tokenId },
  }))
}
