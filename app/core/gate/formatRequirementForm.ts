import { familyOf } from '../chain/familyOf.ts'
import { formatUnits } from '../requirement/amounts.ts'
import { formatRanges } from '../requirement/createReadIndex.ts'
import { isHeld } from '../requirement/holdingTime.ts'
import { isAnyAmount } from '../requirement/isAnyAmount.ts'
import { hasField } from '../requirement/kinds/facts.ts'
import { entryOf } from '../requirement/kinds/table.ts'
import { listConditions } from '../requirement/listConditions.ts'
import type { Condition, Requirement, RequirementNode } from '../requirement/types.ts'
import type { ConditionForm, GateForm, GroupForm, NodeForm } from './form.ts'
import { isGroupForm, LATEST_BLOCK } from './form.ts'
import { formatCallForm } from './formatCallForm.ts'
import { formatHeldForm } from './formatHeldForm.ts'

/** Format a requirement as a form. */
export function formatRequirementForm({
  root,
  snapshots,
  ...holding
}: Requirement): Pick<GateForm, 'root' | 'moment' | 'heldFor' | 'snapshots'> {
  const node = formatNode(root)
  return {
    root: isGroupForm(node) ? node : composeGroup('all', [node]),
    moment: snapshots.length > 0 ? 'snapshots' : isHeld(holding) ? 'held' : 'now',
    heldFor: formatHeldForm(holding),
    snapshots: snapshots.length > 0 ? formatSnapshots({ root, snapshots }) : [],
  }
}

/** A chain without a block is read at its latest one, which the form must say. */
function formatSnapshots({
  root,
  snapshots,
}: Pick<Requirement, 'root' | 'snapshots'>): GateForm['snapshots'] {
  const read = listConditions(root).filter(({ kind }) => hasField(kind, 'minimum'))
  const chains = new Set(read.flatMap(({ chain }) => chain ?? []))
  return [...chains]
    .filter((chain) => familyOf(chain) === 'evm')
    .map((chain) => {
      const found = snapshots.find((one) => one.chain === chain)
      return { chain, block: found ? String(found.block) : LATEST_BLOCK }
    })
}

function formatNode(node: RequirementNode): NodeForm {
  switch (node.kind) {
    case 'all':
    case 'any':
      return composeGroup(node.kind, node.of.map(formatNode))
    case 'atLeast':
      return { ...composeGroup(node.kind, node.of.map(formatNode)), count: String(node.count) }
    case 'not':
      return composeGroup('none', (node.of.kind === 'any' ? node.of.of : [node.of]).map(formatNode))
    default:
      return formatCondition(node)
  }
}

function composeGroup(kind: GroupForm['kind'], of: readonly NodeForm[]): GroupForm {
  return { kind, count: '', of }
}

function formatCondition(condition: Condition): ConditionForm {
  const decimals = entryOf(condition).decimalsOf(condition)
  const units = (amount: bigint) => formatUnits({ amount, decimals })
  return {
    kind: condition.kind,
    chain: condition.chain ?? '',
    contract: 'contract' in condition ? condition.contract : '',
    minimum: 'minimum' in condition && !isAnyAmount(condition) ? units(condition.minimum) : '',
    maximum: 'maximum' in condition && condition.maximum !== null ? units(condition.maximum) : '',
    tokenIds:
      'tokenIds' in condition && hasField(condition.kind, 'tokenIds') ? formatRanges(condition.tokenIds) : '',
    perId: 'perId' in condition && condition.perId,
    listId: 'listId' in condition ? condition.listId : '',
    ...(condition.kind === 'trait' ? { traits: condition.picks } : {}),
    ...(condition.kind === 'call' ? { call: formatCallForm(condition) } : {}),
  }
}
