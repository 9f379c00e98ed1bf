import { MAX_LEVELS } from '../../core/requirement/parseRequirement.ts'
import { type DraftGroup, type DraftNode, isDraftGroup } from './draft.ts'
import { updateGroup } from './tree.ts'

/** Count the levels of groups in a node. "None of" several counts as two. */
export function countLevels(node: DraftNode): number {
  if (!isDraftGroup(node)) return 0
  const own = node.kind === 'none' && node.of.length > 1 ? 2 : 1
  return own + Math.max(0, ...node.of.map(countLevels))
}

/** Whether the group of a key has room for one more group. */
export function hasRoomForGroup(root: DraftGroup, key: string): boolean {
  const probe: DraftGroup = { key: '', kind: 'all', count: '', of: [] }
  return (
    countLevels(updateGroup(root, key, (group) => ({ ...group, of: [...group.of, probe] }))) <= MAX_LEVELS
  )
}
