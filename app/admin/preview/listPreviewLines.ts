import type { GroupForm } from '../../core/gate/form.ts'
import { conditionKinds } from '../../core/requirement/kinds/table.ts'
import { isNeedGroup, type NeedCard, type NeedGroup } from '../needs.ts'

/** A line of the shoppers' text. `depth` is 0 in the outermost group. */
export type PreviewLine =
  | { readonly depth: number; readonly group: GroupForm['kind']; readonly count: number }
  | { readonly depth: number; readonly card: NeedCard }

/** List the lines that shoppers see of a gate's needs. Deny lists, and lists inside "none of", are hidden. */
export function listPreviewLines(root: NeedGroup): PreviewLine[] {
  return listLines({ group: root, depth: 0, isNone: root.kind === 'none' })
}

function listLines({
  group,
  depth,
  isNone,
}: {
  group: NeedGroup
  depth: number
  isNone: boolean
}): PreviewLine[] {
  return group.of.flatMap((node): PreviewLine[] => {
    if (!isNeedGroup(node)) return isShown(node, isNone) ? [{ depth, card: node }] : []
    const inner = listLines({ group: node, depth: depth + 1, isNone: isNone || node.kind === 'none' })
    return inner.length === 0 ? [] : [{ depth, group: node.kind, count: node.count }, ...inner]
  })
}

function isShown({ kind }: NeedCard, isNone: boolean): boolean {
  const { asks } = conditionKinds[kind]
  return asks === 'holding' || (asks === 'listed' && !isNone)
}
