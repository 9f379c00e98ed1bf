import { formatReactionValue } from '../core/gate/reaction.ts'
import type { Shop } from '../core/gate/shop.ts'
import type { Gate } from '../core/gate/types.ts'
import { listConditions } from '../core/requirement/listConditions.ts'
import type { Condition } from '../core/requirement/types.ts'
import { formatGateStatus } from './formatGateStatus.ts'
import { formatInstant, formatTimeZone } from './formatInstant.ts'
import { formatRequirementForm } from './formatRequirementForm.ts'
import { isRecognized } from './kinds.ts'
import type { GateView, KnownContract } from './views.ts'

/** A gate as its page opens it: the form as the merchant would have written it, and what is known of its tokens. */
export function formatGateView({ gate, shop }: { gate: Gate; shop: Shop }): GateView {
  const timeZone = shop.ianaTimezone
  return {
    number: gate.number,
    openedAt: gate.updatedAt,
    form: {
      name: gate.name,
      state: gate.state,
      productIds: gate.subject.ids,
      ...formatRequirementForm(gate.requirement),
      reaction: { kind: gate.reaction.kind, value: formatReactionValue(gate.reaction) },
    },
    contracts: listConditions(gate.requirement.root).flatMap(formatContract),
    status: formatGateStatus(gate),
    changedAt: `${formatInstant({ at: gate.updatedAt, timeZone })} (${formatTimeZone(timeZone)})`,
  }
}

function formatContract(condition: Condition): KnownContract[] {
  if (!('contract' in condition) || !isRecognized(condition.kind)) return []
  const { chain, contract, label } = condition
  switch (condition.kind) {
    case 'erc20':
    case 'spl': {
      const { kind, decimals } = condition
      return [{ chain, contract, description: { kind, ...label, decimals } }]
    }
    case 'erc721':
    case 'erc1155':
    case 'collection':
      return [{ chain, contract, description: { kind: condition.kind, ...label } }]
    default:
      return []
  }
}
