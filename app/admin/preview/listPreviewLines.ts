import type { GroupForm } from '../../core/gate/form.ts'
import { conditionKinds } from '../../core/requirement/kinds/table.ts'
import { isNeedGroup, type NeedCard, type NeedGroup } from '../needs.ts'

/** A line of what shoppers read; `depth` 0 lies in the outermost group. */
export type PreviewLine =
  | { readonly depth: number; readonly group: GroupForm['kind']; readonly count: number }
  | { readonly depth: number; readonly card: NeedCard }

/** The lines that shoppers are shown of a gate's needs: no deny list, no list that must not name the wallet. */
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
