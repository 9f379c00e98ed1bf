import type { ChainSlug, EvmAddress } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { ReadAt, TokenLabel } from '../reads.ts'
import type { KindEntry } from './entry.ts'
import { type EvmQuestion, evaluateQuestions, planEvmReads } from './evm.ts'
import { conditionFacts } from './facts.ts'
import { formatToken, readDecimals, readEvmToken, readObject } from './fields.ts'

/** An amount of an ERC-20 token, in base units. @see https://eips.ethereum.org/EIPS/eip-20 */
export type Erc20Condition = {
  readonly kind: 'erc20'
  readonly chain: ChainSlug
  readonly contract: EvmAddress
  readonly label: TokenLabel
  readonly minimum: bigint
  readonly maximum: bigint | null
  /** 0..36, read from the contract; only for showing amounts in human units. */
  readonly decimals: number
}

export const erc20: KindEntry<Erc20Condition> = {
  ...conditionFacts.erc20,
  parse: (value) => {
    const fields = ['kind', 'chain', 'contract', 'label', 'minimum', 'maximum', 'decimals']
    const object = readObject(value, fields)
    return {
      kind: 'erc20',
      ...readEvmToken(object),
      decimals: readDecimals(object.decimals),
    }
  },
  format: (condition) => ({ ...formatToken(condition), decimals: condition.decimals }),
  plan: ({ condition, holder, at }) =>
    planEvmReads({ chain: condition.chain, holder, questions: [questionOf(condition, at)] }),
  evaluate: ({ condition, holders, find, at }) =>
    evaluateQuestions({ condition, questions: [questionOf(condition, at)], holders, find }),
  describe: describeToken,
  decimalsOf: ({ decimals }) => decimals,
  contractOf: ({ kind, label, decimals }) => ({ kind, ...label, decimals }),
}

function questionOf({ chain, contract }: Erc20Condition, at: ReadAt | undefined): EvmQuestion {
  return {
    ask: (owner) => ({ chain, at, kind: 'erc20', contract, owner }),
    scope: { kind: 'erc20', contract },
  }
}
