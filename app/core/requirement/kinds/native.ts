import { loadChain } from '../../chain/loadChain.ts'
import type { ChainSlug } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { ReadAt } from '../reads.ts'
import type { KindEntry } from './entry.ts'
import { type EvmQuestion, evaluateQuestions, planEvmReads } from './evm.ts'
import { conditionFacts } from './facts.ts'
import { formatAmounts, readAmounts, readChain, readDecimals, readObject } from './fields.ts'

/** The chain's own coin, in the smallest unit that the chain's code counts. */
export type NativeCondition = {
  readonly kind: 'native'
  readonly chain: ChainSlug
  readonly minimum: bigint
  readonly maximum: bigint | null
  /** 0..36, of the chain when the gate was saved; only for showing amounts in human units. */
  readonly decimals: number
}

/** Nearly every EVM chain counts its coin in 10^-18. A condition names its decimals only if it has others. */
const USUAL_DECIMALS = 18

export const native: KindEntry<NativeCondition> = {
  ...conditionFacts.native,
  parse: (value) => {
    const object = readObject(value, ['kind', 'chain', 'minimum', 'maximum', 'decimals'])
    const decimals = object.decimals === undefined ? USUAL_DECIMALS : readDecimals(object.decimals)
    return { kind: 'native', chain: readChain(object.chain, 'evm'), ...readAmounts(object), decimals }
  },
  format: ({ kind, chain, decimals, ...amounts }) => ({
    ...{ kind, chain, ...formatAmounts(amounts) },
    ...(decimals === USUAL_DECIMALS ? {} : { decimals }),
  }),
  plan: ({ condition, holder, at }) =>
    planEvmReads({ chain: condition.chain, holder, questions: [questionOf(condition, at)] }),
  evaluate: ({ condition, holders, find, at }) =>
    evaluateQuestions({ condition, questions: [questionOf(condition, at)], holders, find }),
  describe: (condition) => {
    const symbol = loadChain(condition.chain).nativeSymbol
    return describeToken({ ...condition, contract: '', label: { name: symbol, symbol } })
  },
  decimalsOf: ({ decimals }) => decimals,
  contractOf: null,
}

function questionOf({ chain }: NativeCondition, at: ReadAt | undefined): EvmQuestion {
  return { ask: (owner) => ({ chain, at, kind: 'native', owner }), scope: { kind: 'wallet' } }
}
