import type { ChainSlug, SolanaAddress } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { Holder } from '../holders.ts'
import type { SolanaRead, TokenLabel } from '../reads.ts'
import { addBalances, evaluateAmounts, findOrUnread } from './amounts.ts'
import type { KindEntry } from './entry.ts'
import { conditionFacts } from './facts.ts'
import { formatToken, readDecimals, readObject, readSolanaToken } from './fields.ts'

/** An amount of a mint of SPL Token or Token-2022, in base units. @see https://spl.solana.com/token */
export type SplCondition = {
  readonly kind: 'spl'
  readonly chain: ChainSlug
  /** The mint. */
  readonly contract: SolanaAddress
  readonly label: TokenLabel
  readonly minimum: bigint
  readonly maximum: bigint | null
  /** Of the mint; only for showing amounts in human units. */
  readonly decimals: number
}

export const spl: KindEntry<SplCondition> = {
  ...conditionFacts.spl,
  parse: (value) => {
    const fields = ['kind', 'chain', 'contract', 'label', 'minimum', 'maximum', 'decimals']
    const object = readObject(value, fields)
    return {
      kind: 'spl',
      ...readSolanaToken(object),
      decimals: readDecimals(object.decimals),
    }
  },
  format: (condition) => ({ ...formatToken(condition), decimals: condition.decimals }),
  plan: ({ condition, holder }) => [readOf(condition, holder)],
  evaluate: ({ condition, holders, find }) =>
    evaluateAmounts({
      minimum: condition.minimum,
      maximum: condition.maximum,
      holders,
      count: (holder) => addBalances([findOrUnread(find)(readOf(condition, holder))]),
    }),
  describe: describeToken,
  decimalsOf: ({ decimals }) => decimals,
  contractOf: ({ kind, label, decimals }) => ({ kind, ...label, decimals }),
}

function readOf({ chain, contract }: SplCondition, { address }: Holder): SolanaRead {
  return { chain, kind: 'spl', mint: contract, owner: address as SolanaAddress }
}
