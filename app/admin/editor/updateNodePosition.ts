import { MAX_LEVELS } from '../../core/requirement/parseRequirement.ts'
import { countLevels } from './countLevels.ts'
import { type DraftGroup, type DraftNode, isDraftGroup } from './draft.ts'
import { findNode, findPlace, updateGroup, updateNode } from './tree.ts'

/**
 * Move a node one step up or down the page: past a condition, into a neighbouring group, or out of its own group at the
 * end. It moves past a group in which it would nest too deep. Returns the same tree if no move is possible.
 */
export function updateNodePosition(root: DraftGroup, key: string, step: -1 | 1): DraftGroup {
  const node = findNode(root, key)
  const place = findPlace(root, key)
  if (!node || !place) return root
  const { parent, index } = place
  const neighbour = parent.of[index + step]
  if (!neighbour) return parent.key === root.key ? root : removeFromGroup({ root, node, parent, step })
  if (isDraftGroup(neighbour)) {
    const entered = updateGroup(
      updateNode(root, key, () => []),
      neighbour.key,
      (group) => ({
        ...group,
        of: step < 0 ? [...group.of, node] : [node, ...group.of],
      }),
    )
    if (countLevels(entered) <= MAX_LEVELS) return entered
  }
  return updateGroup(root, parent.key, (group) => ({
    ...group,
    of: updateNeighbours(group.of, index, index + step),
  }))
}

function removeFromGroup({
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
  const without = updateNode(root, node.key, () => [])
  return updateNode(without, parent.key, (group) => (step < 0 ? [node, group] : [group, node]))
}

function updateNeighbours(nodes: readonly DraftNode[], a: number, b: number): DraftNode[] {
  const [first, second] = [Math.min(a, b), Math.max(a, b)]
  return [
    ...nodes.slice(0, first),
    ...nodes.slice(second, second + 1),
    ...nodes.slice(first, second),
    ...nodes.slice(second + 1),
  ]
}
