import type { ChainSlug, FlowAddress, FlowContract } from '../../chain/types.ts'
import { describeToken } from '../card.ts'
import type { Holder } from '../holders.ts'
import type { Balance, FlowRead, TokenLabel } from '../reads.ts'
import { addBalances, evaluateAmounts, findOrUnread } from './amounts.ts'
import type { EvaluateParameters, KindEntry } from './entry.ts'
import { conditionFacts } from './facts.ts'
import { formatToken, readDecimals, readFlowToken, readObject } from './fields.ts'

type OnFlow = {
  readonly chain: ChainSlug
  readonly contract: FlowContract
  readonly label: TokenLabel
  readonly minimum: bigint
  readonly maximum: bigint | null
}
/** NFTs of a contract on Flow. @see https://github.com/onflow/flow-nft */
export type FlowNftCondition = OnFlow & { readonly kind: 'flowNft' }
/** An amount of a contract's token on Flow, in base units. @see https://github.com/onflow/flow-ft */
export type FlowTokenCondition = OnFlow & {
  readonly kind: 'flowToken'
  /** Always `FLOW_DECIMALS`; only for showing amounts in human units. */
  readonly decimals: number
}

/** Of every amount: Cadence has no other fraction. @see https://cadence-lang.org/docs/language/values-and-types/fixed-point-nums-ints */
export const FLOW_DECIMALS = 8
const WHOLE = 10n ** BigInt(FLOW_DECIMALS)
const FIELDS = ['kind', 'chain', 'contract', 'label', 'minimum', 'maximum']

export const flowNft: KindEntry<FlowNftCondition> = {
  ...conditionFacts.flowNft,
  parse: (value) => ({ kind: 'flowNft', ...readFlowToken(readObject(value, FIELDS)) }),
  format: formatToken,
  plan: ({ condition, holder }) => [readOf(condition, holder)],
  evaluate: (parameters) => evaluateHoldings({ ...parameters, unit: WHOLE }),
  describe: describeToken,
  decimalsOf: () => 0,
  contractOf: ({ kind, label }) => ({ kind, ...label }),
}

export const flowToken: KindEntry<FlowTokenCondition> = {
  ...conditionFacts.flowToken,
  parse: (value) => {
    const object = readObject(value, [...FIELDS, 'decimals'])
    return { kind: 'flowToken', ...readFlowToken(object), decimals: readDecimals(object.decimals) }
  },
  format: (condition) => ({ ...formatToken(condition), decimals: condition.decimals }),
  plan: ({ condition, holder }) => [readOf(condition, holder)],
  evaluate: (parameters) => evaluateHoldings({ ...parameters, unit: 1n }),
  describe: describeToken,
  decimalsOf: ({ decimals }) => decimals,
  contractOf: ({ kind, label, decimals }) => ({ kind, ...label, decimals }),
}

function readOf({ chain, contract }: OnFlow, { address }: Holder): FlowRead {
  return { chain, kind: 'flowHolding', contract, owner: address as FlowAddress }
}

/** Judge holdings, which the chain counts in units of 10^-8, by so many of those. */
function evaluateHoldings({
  condition,
  holders,
  find,
  unit,
}: EvaluateParameters<OnFlow> & { readonly unit: bigint }) {
  const count = (holder: Holder) => {
    const balance = findOrUnread(find)(readOf(condition, holder))
    return addBalances([toUnits(balance, unit)])
  }
  return evaluateAmounts({ minimum: condition.minimum, maximum: condition.maximum, holders, count })
}

function toUnits(balance: Balance, unit: bigint): Balance {
  return balance.kind === 'read' ? { ...balance, amount: balance.amount / unit } : balance
}
