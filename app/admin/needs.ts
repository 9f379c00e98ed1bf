import type { GroupForm } from '../core/gate/form.ts'
import { isAnyAmount } from '../core/requirement/isAnyAmount.ts'
import { entryOf } from '../core/requirement/kinds/table.ts'
import type { Condition, ConditionCard, RequirementNode } from '../core/requirement/types.ts'

/** A condition as staff read it. */
export type NeedCard = ConditionCard & {
  /** The merchant's name of the list in the condition. */
  readonly listName?: string
  /** Whether any amount of a coin is enough, down to its smallest part. */
  readonly isAnyAmount?: boolean
}
/** A group as people read it: "not any of" becomes "none of". */
export type NeedGroup = {
  readonly kind: GroupForm['kind']
  readonly count: number
  readonly of: readonly NeedNode[]
}
export type NeedNode = NeedGroup | NeedCard

/** Whether a need is a group of others. */
export function isNeedGroup(node: NeedNode): node is NeedGroup {
  return 'of' in node
}

/** Read a requirement as a group of needs. A single condition becomes a group of its own. */
export function readNeeds(root: RequirementNode): NeedGroup {
  const need = readNeed(root)
  return isNeedGroup(need) ? need : { kind: 'all', count: 1, of: [need] }
}

function readNeed(node: RequirementNode): NeedNode {
  switch (node.kind) {
    case 'all':
    case 'any':
      return { kind: node.kind, count: node.of.length, of: node.of.map(readNeed) }
    case 'atLeast':
      return { kind: node.kind, count: node.count, of: node.of.map(readNeed) }
    case 'not': {
      const parts = node.of.kind === 'any' ? node.of.of : [node.of]
      return { kind: 'none', count: 0, of: parts.map(readNeed) }
    }
    default:
      return readCondition(node)
  }
}

/** Read the card of a condition for staff. */
export function readCondition(condition: Condition): NeedCard {
  return {
    ...entryOf(condition).describe(condition),
    ...('listName' in condition ? { listName: condition.listName } : {}),
    ...(isAnyAmount(condition) ? { isAnyAmount: true } : {}),
  }
}
