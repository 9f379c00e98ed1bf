import { loadChain } from '../../chain/loadChain.ts'
import type { ChainSlug, SolanaAddress } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { Holder } from '../holders.ts'
import type { SolanaRead } from '../reads.ts'
import { addBalances, evaluateAmounts, findOrUnread } from './amounts.ts'
import type { KindEntry } from './entry.ts'
import { conditionFacts } from './facts.ts'
import { formatAmounts, readAmounts, readChain, readObject } from './fields.ts'

/** SOL that a wallet has delegated to validators and may take back, in lamports. */
export type StakeCondition = {
  readonly kind: 'stake'
  readonly chain: ChainSlug
  readonly minimum: bigint
  readonly maximum: bigint | null
}

/** A SOL has 10^9 lamports. @see https://solana.com/docs/terminology#lamport */
const SOL_DECIMALS = 9

export const stake: KindEntry<StakeCondition> = {
  ...conditionFacts.stake,
  parse: (value) => {
    const object = readObject(value, ['kind', 'chain', 'minimum', 'maximum'])
    return { kind: 'stake', chain: readChain(object.chain, 'solana'), ...readAmounts(object) }
  },
  format: ({ kind, chain, ...amounts }) => ({ kind, chain, ...formatAmounts(amounts) }),
  plan: ({ condition, holder }) => [readOf(condition, holder)],
  evaluate: ({ condition, holders, find }) =>
    evaluateAmounts({
      minimum: condition.minimum,
      maximum: condition.maximum,
      holders,
      count: (holder) => addBalances([findOrUnread(find)(readOf(condition, holder))]),
    }),
  describe: (condition) => {
    const name = formatStakeName(loadChain(condition.chain).nativeSymbol)
    return describeToken({
      ...condition,
      ...{ contract: '', label: { name, symbol: name }, decimals: SOL_DECIMALS },
    })
  },
  decimalsOf: () => SOL_DECIMALS,
  contractOf: null,
}

/** What people read: "staked SOL". */
export function formatStakeName(symbol: string): string {
  return `staked ${symbol}`
}

function readOf({ chain }: StakeCondition, { address }: Holder): SolanaRead {
  return { chain, kind: 'stake', owner: address as SolanaAddress }
}
