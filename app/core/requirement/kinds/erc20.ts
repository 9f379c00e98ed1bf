import { parseEvmAddress } from '../../chain/parseEvmAddress.ts'
import type { ChainSlug, EvmAddress } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { ReadAt, TokenLabel } from '../types.ts'
import { findOrUnread, judgeAmounts, sumBalances } from './amounts.ts'
import type { KindEntry } from './entry.ts'
import { collectBalances, type EvmQuestion, planEvmReads } from './evm.ts'
import { readAmounts, readChain, readDecimals, readLabel, readObject, readText } from './fields.ts'

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
  family: 'evm',
  fields: ['contract', 'minimum', 'maximum'],
  parse: (value) => {
    const fields = ['kind', 'chain', 'contract', 'label', 'minimum', 'maximum', 'decimals']
    const object = readObject(value, fields)
    return {
      kind: 'erc20',
      chain: readChain(object.chain, 'evm'),
      contract: parseEvmAddress(readText(object.contract)),
      label: readLabel(object.label),
      ...readAmounts(object),
      decimals: readDecimals(object.decimals),
    }
  },
  format: ({ kind, chain, contract, label, minimum, maximum, decimals }) => ({
    kind,
    chain,
    contract,
    label: { name: label.name, symbol: label.symbol },
    minimum: String(minimum),
    ...(maximum === null ? {} : { maximum: String(maximum) }),
    decimals,
  }),
  plan: ({ condition, holder, at }) =>
    planEvmReads({ on: { chain: condition.chain, at }, holder, questions: [questionOf(condition, at)] }),
  evaluate: ({ condition, holders, find, at }) => {
    const on = { chain: condition.chain, at }
    const questions = [questionOf(condition, at)]
    return judgeAmounts({
      minimum: condition.minimum,
      maximum: condition.maximum,
      holders,
      count: (holder) => sumBalances(collectBalances({ on, holder, questions, find: findOrUnread(find) })),
    })
  },
  describe: describeToken,
}

function questionOf({ chain, contract }: Erc20Condition, at: ReadAt | undefined): EvmQuestion {
  return {
    ask: (owner) => ({ chain, at, kind: 'erc20', contract, owner }),
    scope: { kind: 'erc20', contract },
  }
}
