import { loadChain } from '../../chain/loadChain.ts'
import type { ChainSlug } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { ReadAt } from '../reads.ts'
import type { KindEntry } from './entry.ts'
import { type EvmQuestion, evaluateQuestions, planEvmReads } from './evm.ts'
import { formatAmounts, readAmounts, readChain, readObject } from './fields.ts'

/** The chain's own coin, in wei. */
export type NativeCondition = {
  readonly kind: 'native'
  readonly chain: ChainSlug
  readonly minimum: bigint
  readonly maximum: bigint | null
}

/** Every EVM chain counts its coin in 10^-18. */
export const COIN_DECIMALS = 18

export const native: KindEntry<NativeCondition> = {
  family: 'evm',
  asks: 'holding',
  tokenIdentity: null,
  isCoin: true,
  fields: ['minimum', 'maximum'],
  parse: (value) => {
    const object = readObject(value, ['kind', 'chain', 'minimum', 'maximum'])
    return { kind: 'native', chain: readChain(object.chain, 'evm'), ...readAmounts(object) }
  },
  format: ({ kind, chain, ...amounts }) => ({ kind, chain, ...formatAmounts(amounts) }),
  plan: ({ condition, holder, at }) =>
    planEvmReads({ chain: condition.chain, holder, questions: [questionOf(condition, at)] }),
  evaluate: ({ condition, holders, find, at }) =>
    evaluateQuestions({ condition, questions: [questionOf(condition, at)], holders, find }),
  describe: (condition) => {
    const symbol = loadChain(condition.chain).nativeSymbol
    return describeToken({
      ...condition,
      contract: '',
      label: { name: symbol, symbol },
      decimals: COIN_DECIMALS,
    })
  },
  decimalsOf: () => COIN_DECIMALS,
  contractOf: null,
}

function questionOf({ chain }: NativeCondition, at: ReadAt | undefined): EvmQuestion {
  return { ask: (owner) => ({ chain, at, kind: 'native', owner }), scope: { kind: 'wallet' } }
}
