import { entryOf } from './kinds/table.ts'
import type { Requirement, RequirementNode } from './types.ts'

export type RequirementJson = {
  v: 1
  root: NodeJson
  heldForBlocks?: number
  heldForHours?: number
  snapshots?: { chain: string; block: string }[]
}
export type NodeJson = { readonly kind: string; readonly [field: string]: unknown }

/** Format a requirement as JSON: amounts and ids as decimal strings. `parseRequirement` reads it back. */
export function formatRequirement({
  root,
  heldForBlocks,
  heldForHours,
  snapshots,
}: Requirement): RequirementJson {
  return {
    v: 1,
    root: formatNode(root),
    ...(heldForBlocks > 0 ? { heldForBlocks } : {}),
    ...(heldForHours > 0 ? { heldForHours } : {}),
    ...(snapshots.length > 0
      ? { snapshots: snapshots.map(({ chain, block }) => ({ chain, block: String(block) })) }
      : {}),
  }
}

function formatNode(node: RequirementNode): NodeJson {
  switch (node.kind) {
    case 'all':
    case 'any':
      return { kind: node.kind, of: node.of.map(formatNode) }
    case 'atLeast':
      return { kind: node.kind, count: node.count, of: node.of.map(formatNode) }
    case 'not':
      return { kind: node.kind, of: formatNode(node.of) }
    default:
      return entryOf(node).format(node)
  }
}
