import { MAX_LEVELS } from '../../core/requirement/parseRequirement.ts'
import { type DraftCondition, type DraftGroup, type DraftNode, isDraftGroup } from './draft.ts'

/** Where a node stands: the group it lies in and its place there. */
export type Place = { readonly parent: DraftGroup; readonly index: number }

/** Every condition of a draft, in reading order. */
export function listDraftConditions(node: DraftNode): DraftCondition[] {
  return isDraftGroup(node) ? node.of.flatMap(listDraftConditions) : [node]
}

/** The node of a key, or null. */
export function findNode(node: DraftNode, key: string): DraftNode | null {
  if (node.key === key) return node
  if (!isDraftGroup(node)) return null
  for (const part of node.of) {
    const found = findNode(part, key)
    if (found) return found
  }
  return null
}

/** Where the node of a key stands, or null for the outermost group. */
export function findPlace(root: DraftGroup, key: string): Place | null {
  const index = root.of.findIndex((node) => node.key === key)
  if (index >= 0) return { parent: root, index }
  for (const node of root.of) {
    const found = isDraftGroup(node) ? findPlace(node, key) : null
    if (found) return found
  }
  return null
}

/** Put any number of nodes in the place of one. */
export function replaceNode(
  root: DraftGroup,
  key: string,
  replace: (node: DraftNode) => readonly DraftNode[],
): DraftGroup {
  return {
    ...root,
    of: root.of.flatMap((node) => {
      if (node.key === key) return replace(node)
      return isDraftGroup(node) ? [replaceNode(node, key, replace)] : [node]
    }),
  }
}

/** Change the group of a key, which may be the outermost. */
export function changeGroup(
  root: DraftGroup,
  key: string,
  change: (group: DraftGroup) => DraftGroup,
): DraftGroup {
  if (root.key === key) return change(root)
  return replaceNode(root, key, (node) => [isDraftGroup(node) ? change(node) : node])
}

/**
 * Move a node one step up or down the page: past a condition, into a group that stands there, or out of its own at the
 * end. Where a group would lie too deep it is passed instead. The same tree where there is no way on.
 */
export function moveNode(root: DraftGroup, key: string, step: -1 | 1): DraftGroup {
  const node = findNode(root, key)
  const place = findPlace(root, key)
  if (!node || !place) return root
  const { parent, index } = place
  const neighbour = parent.of[index + step]
  if (!neighbour) return parent.key === root.key ? root : leaveGroup({ root, node, parent, step })
  if (isDraftGroup(neighbour)) {
    const entered = changeGroup(
      replaceNode(root, key, () => []),
      neighbour.key,
      (group) => ({
        ...group,
        of: step < 0 ? [...group.of, node] : [node, ...group.of],
      }),
    )
    if (countLevels(entered) <= MAX_LEVELS) return entered
  }
  return changeGroup(root, parent.key, (group) => ({ ...group, of: swap(group.of, index, index + step) }))
}

function leaveGroup({
  root,
  node,
  parent,
  step,
}: {
  root: DraftGroup
  node: DraftNode
  parent: DraftGroup
  step: -1 | 1
}): DraftGroup {
  const without = replaceNode(root, node.key, () => [])
  return replaceNode(without, parent.key, (group) => (step < 0 ? [node, group] : [group, node]))
}

function swap(nodes: readonly DraftNode[], a: number, b: number): DraftNode[] {
  const [first, second] = [Math.min(a, b), Math.max(a, b)]
  return [
    ...nodes.slice(0, first),
    ...nodes.slice(second, second + 1),
    ...nodes.slice(first, second),
    ...nodes.slice(second + 1),
  ]
}

/** How many levels of groups a node takes: "none of" several takes two. */
export function countLevels(node: DraftNode): number {
  if (!isDraftGroup(node)) return 0
  const own = node.kind === 'none' && node.of.length > 1 ? 2 : 1
  return own + Math.max(0, ...node.of.map(countLevels))
}

/** Whether one more group fits into a group. */
export function hasRoomForGroup(root: DraftGroup, key: string): boolean {
  const probe: DraftGroup = { key: '', kind: 'all', count: '', of: [] }
  return (
    countLevels(changeGroup(root, key, (group) => ({ ...group, of: [...group.of, probe] }))) <= MAX_LEVELS
  )
}
