import type { ChainSlug, EvmAddress } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { Holder } from '../holders.ts'
import type { ReadAt, TokenLabel } from '../reads.ts'
import type { TokenRange } from '../tokenRange.ts'
import { evaluateAmounts, findOrUnread } from './amounts.ts'
import type { KindEntry } from './entry.ts'
import { composeTokenQuestions, countTokens, type EvmQuestion, planEvmReads } from './evm.ts'
import { conditionFacts } from './facts.ts'
import { formatToken, formatTokenIds, readEvmToken, readObject, readTokenIds } from './fields.ts'

/** NFTs of a collection, all of them or some ids. @see https://eips.ethereum.org/EIPS/eip-721 */
export type Erc721Condition = {
  readonly kind: 'erc721'
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  readonly label: TokenLabel
  readonly minimum: bigint
  readonly maximum: bigint | null
  /** The ids that count; empty for all. */
  readonly tokenIds: readonly TokenRange[]
}

export const erc721: KindEntry<Erc721Condition, 'number'> = {
  ...conditionFacts.erc721,
  parse: (value) => {
    const fields = ['kind', 'chain', 'contract', 'label', 'minimum', 'maximum', 'tokenIds']
    const object = readObject(value, fields)
    return {
      kind: 'erc721',
      ...readEvmToken(object),
      tokenIds: object.tokenIds === undefined ? [] : readTokenIds(object.tokenIds),
    }
  },
  format: (condition) => ({
    ...formatToken(condition),
    ...(condition.tokenIds.length === 0 ? {} : { tokenIds: formatTokenIds(condition.tokenIds) }),
  }),
  plan: ({ condition, holder, at }) =>
    planEvmReads({
      chain: condition.chain,
      holder,
      questions: [composeWholeQuestion(condition, at), ...listTokenQuestions({ condition, holder, at })],
    }),
  evaluate: ({ condition, holders, find, at }) =>
    evaluateAmounts({
      minimum: condition.minimum,
      maximum: condition.maximum,
      holders,
      count: (holder) =>
        countTokens({
          ...{ chain: condition.chain, holder, find: findOrUnread(find) },
          whole: composeWholeQuestion(condition, at),
          single: listTokenQuestions({ condition, holder, at }),
        }),
    }),
  describe: describeToken,
  decimalsOf: () => 0,
  contractOf: ({ kind, label }) => ({ kind, ...label }),
}

type Parameters = {
  readonly condition: Erc721Condition
  readonly holder: Holder
  readonly at: ReadAt | undefined
}

function composeWholeQuestion(
  { chain, contract, tokenIds }: Erc721Condition,
  at: ReadAt | undefined,
): EvmQuestion {
  return {
    ask: (owner) =>
      tokenIds.length === 0
        ? { chain, at, kind: 'erc721', contract, owner }
        : { chain, at, kind: 'erc721Ids', contract, owner, ids: tokenIds },
    scope: { kind: 'contract', contract },
  }
}

/** The questions about single tokens that the condition names, or about all. */
function listTokenQuestions({ condition, ...rest }: Parameters): EvmQuestion[] {
  const { chain, contract, tokenIds } = condition
  const counts = (id: bigint) =>
    tokenIds.length === 0 || tokenIds.some(({ first, last }) => first <= id && id <= last)
  return composeTokenQuestions({ ...rest, chain, contract, counts })
}
