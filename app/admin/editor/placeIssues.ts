import type { FieldIssues } from '../../core/gate/issues.ts'
import { type Draft, type DraftNode, isDraftGroup } from './draft.ts'
import { listSnapshots } from './toGateForm.ts'

/**
 * Hang the issues of a form on the nodes of the draft it was made of, by their keys: `root.of.0.contract` becomes
 * `3.contract`, a group's own path `3.group`. So they stay with their condition when it is moved.
 */
export function placeIssues({ issues, draft }: { issues: FieldIssues; draft: Draft }): FieldIssues {
  return Object.fromEntries(Object.entries(issues).map(([path, issue]) => [placePath(path, draft), issue]))
}

function placePath(path: string, draft: Draft): string {
  const [first = '', ...rest] = path.split('.')
  if (first === 'snapshots') return `snapshots.${listSnapshots(draft)[Number(rest[0])]?.chain ?? ''}.snapshot`
  if (first !== 'root') return path
  let node: DraftNode = draft.root
  for (let i = 0; i < rest.length; i += 2) {
    // What kind it is of is read from the address.
    if (rest[i] !== 'of') return `${node.key}.${rest[i] === 'kind' ? 'contract' : rest[i]}`
    const next: DraftNode | undefined = isDraftGroup(node) ? node.of[Number(rest[i + 1])] : undefined
    if (!next) return `${node.key}.group`
    node = next
  }
  return `${node.key}.group`
}
