import { loadChain } from '../../chain/loadChain.ts'
import type { ChainSlug } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { ReadAt } from '../types.ts'
import { findOrUnread, judgeAmounts, sumBalances } from './amounts.ts'
import type { KindEntry } from './entry.ts'
import { collectBalances, type EvmQuestion, planEvmReads } from './evm.ts'
import { readAmounts, readChain, readObject } from './fields.ts'

/** The chain's own coin, in wei. */
export type NativeCondition = {
  readonly kind: 'native'
  readonly chain: ChainSlug
  readonly minimum: bigint
  readonly maximum: bigint | null
}

/** Every EVM chain counts its coin in 10^-18. */
const DECIMALS = 18

export const native: KindEntry<NativeCondition> = {
  family: 'evm',
  fields: ['minimum', 'maximum'],
  parse: (value) => {
    const object = readObject(value, ['kind', 'chain', 'minimum', 'maximum'])
    return { kind: 'native', chain: readChain(object.chain, 'evm'), ...readAmounts(object) }
  },
  format: ({ kind, chain, minimum, maximum }) => ({
    kind,
    chain,
    minimum: String(minimum),
    ...(maximum === null ? {} : { maximum: String(maximum) }),
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
  describe: (condition) => {
    const symbol = loadChain(condition.chain).nativeSymbol
    return describeToken({ ...condition, contract: '', label: { name: symbol, symbol }, decimals: DECIMALS })
  },
}

function questionOf({ chain }: NativeCondition, at: ReadAt | undefined): EvmQuestion {
  return { ask: (owner) => ({ chain, at, kind: 'native', owner }), scope: { kind: 'wallet' } }
}
