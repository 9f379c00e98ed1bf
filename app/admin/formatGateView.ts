import type { GateForm } from '../core/gate/form.ts'
import { formatTokenAmount } from '../core/gate/formatGateCard.ts'
import { formatReactionValue } from '../core/gate/reaction.ts'
import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import type { Condition } from '../core/requirement/types.ts'
import { formatGateStatus } from './formatGateStatus.ts'
import { formatInstant, formatTimeZone } from './formatInstant.ts'
import type { GateView, KnownContract } from './views.ts'

/** A gate as its page opens it: the form as the merchant would have written it, and what is known of its tokens. */
export function formatGateView({ gate, shop }: { gate: Gate; shop: Shop }): GateView {
  const timeZone = shop.ianaTimezone
  return {
    number: gate.number,
    openedAt: gate.updatedAt,
    form: formatGateForm(gate),
    contracts: gate.requirement.root.of.map(formatContract),
    status: formatGateStatus(gate),
    changedAt: `${formatInstant({ at: gate.updatedAt, timeZone })} (${formatTimeZone(timeZone)})`,
  }
}

function formatGateForm(gate: Gate): GateForm {
  return {
    name: gate.name,
    state: gate.state,
    productIds: gate.subject.ids,
    join: gate.requirement.root.kind,
    conditions: gate.requirement.root.of.map((condition) => ({
      kind: condition.kind,
      chain: condition.chain,
      contract: condition.contract,
      minimum: formatTokenAmount({ condition, amount: condition.minimum }),
      tokenIds: condition.kind === 'erc1155' ? condition.tokenIds.join(', ') : '',
    })),
    reaction: { kind: gate.reaction.kind, value: formatReactionValue(gate.reaction) },
  }
}

function formatContract(condition: Condition): KnownContract {
  const { chain, contract, label } = condition
  const description =
    condition.kind === 'erc20'
      ? { kind: condition.kind, ...label, decimals: condition.decimals }
      : { kind: condition.kind, ...label }
  return { chain, contract, description }
}
