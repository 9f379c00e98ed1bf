import type { Condition, RequirementNode } from './types.ts'

/** List all conditions below a node, in the order of the tree. */
export function listConditions(node: RequirementNode): Condition[] {
  const conditions: Condition[] = []
  addConditions(node, conditions)
  return conditions
}

function addConditions(node: RequirementNode, conditions: Condition[]): void {
  switch (node.kind) {
    case 'all':
    case 'any':
    case 'atLeast':
      for (const part of node.of) addConditions(part, conditions)
      break
    case 'not':
      addConditions(node.of, conditions)
      break
    default:
      conditions.push(node)
  }
}
