import type { Condition, RequirementNode } from './types.ts'

/** List all conditions below a node, in the order of the tree. */
export function listConditions(node: RequirementNode): Condition[] {
  const conditions: Condition[] = []
  collect(node, conditions)
  return conditions
}

function collect(node: RequirementNode, conditions: Condition[]): void {
  switch (node.kind) {
    case 'all':
    case 'any':
    case 'atLeast':
      for (const part of node.of) collect(part, conditions)
      break
    case 'not':
      collect(node.of, conditions)
      break
    default:
      conditions.push(node)
  }
}
