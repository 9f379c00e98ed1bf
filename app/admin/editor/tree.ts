import { type DraftCondition, type DraftGroup, type DraftNode, isDraftGroup } from './draft.ts'

/** Position of a node: its group, and its index there. */
export type Place = { readonly parent: DraftGroup; readonly index: number }

/** Every condition of a draft, in reading order. */
export function listDraftConditions(node: DraftNode): DraftCondition[] {
  return isDraftGroup(node) ? node.of.flatMap(listDraftConditions) : [node]
}

/** Find the node of a key; null if there is none. */
export function findNode(node: DraftNode, key: string): DraftNode | null {
  if (node.key === key) return node
  if (!isDraftGroup(node)) return null
  for (const part of node.of) {
    const found = findNode(part, key)
    if (found) return found
  }
  return null
}

/** Find the position of a key's node; null for the outermost group. */
export function findPlace(root: DraftGroup, key: string): Place | null {
  const index = root.of.findIndex((node) => node.key === key)
  if (index >= 0) return { parent: root, index }
  for (const node of root.of) {
    const found = isDraftGroup(node) ? findPlace(node, key) : null
    if (found) return found
  }
  return null
}

/** Replace one node by any number of nodes. */
export function updateNode(
  root: DraftGroup,
  key: string,
  replace: (node: DraftNode) => readonly DraftNode[],
): DraftGroup {
  return {
    ...root,
    of: root.of.flatMap((node) => {
      if (node.key === key) return replace(node)
      return isDraftGroup(node) ? [updateNode(node, key, replace)] : [node]
    }),
  }
}

/** Change the group of a key, which may be the outermost group. */
export function updateGroup(
  root: DraftGroup,
  key: string,
  change: (group: DraftGroup) => DraftGroup,
): DraftGroup {
  if (root.key === key) return change(root)
  return updateNode(root, key, (node) => [isDraftGroup(node) ? change(node) : node])
}
