import type { Condition, RequirementNode } from './types.ts'

/** All conditions below a node, in the order they are written. */
export function listConditions(node: RequirementNode): Condition[] {
  switch (node.kind) {
    case 'all':
    case 'any':
    case 'atLeast':
      return node.of.flatMap(listConditions)
    case 'not':
      return listConditions(node.of)
    default:
      return [node]
  }
}
