import type { FieldIssues } from '../../core/gate/issues.ts'
import { type Draft, type DraftNode, isDraftGroup } from './draft.ts'
import { listSnapshots } from './toGateForm.ts'

/**
 * Move the issues of a form to the nodes of its draft, by key: `root.of.0.contract` becomes `3.contract`, a group's own
 * path becomes `3.group`. So an issue stays with its condition when the condition is moved.
 */
export function toNodeIssues({ issues, draft }: { issues: FieldIssues; draft: Draft }): FieldIssues {
  return Object.fromEntries(Object.entries(issues).map(([path, issue]) => [toNodePath(path, draft), issue]))
}

/** Move one path of a form to the node of its draft. */
export function toNodePath(path: string, draft: Draft): string {
  const [first = '', ...rest] = path.split('.')
  if (first === 'snapshots') return `snapshots.${listSnapshots(draft)[Number(rest[0])]?.chain ?? ''}.snapshot`
  if (first !== 'root') return path
  let node: DraftNode = draft.root
  for (let i = 0; i < rest.length; i += 2) {
    // The address determines the kind, so show an issue of `kind` at the address.
    if (rest[i] !== 'of') return `${node.key}.${rest[i] === 'kind' ? 'contract' : rest.slice(i).join('.')}`
    const next: DraftNode | undefined = isDraftGroup(node) ? node.of[Number(rest[i + 1])] : undefined
    if (!next) return `${node.key}.group`
    node = next
  }
  return `${node.key}.group`
}
