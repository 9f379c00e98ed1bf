import { MAX_LEVELS } from '../../core/requirement/parseRequirement.ts'
import { type DraftGroup, type DraftNode, isDraftGroup } from './draft.ts'
import { changeGroup } from './tree.ts'

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
