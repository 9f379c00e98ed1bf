import type { FieldIssues } from '../../core/gate/issues.ts'
import { formatFieldIssue } from '../messages.ts'

/** Format the issue of a field as a sentence; undefined if the field has none. */
export function findError(issues: FieldIssues, path: string): string | undefined {
  const issue = issues[path]
  return issue && formatFieldIssue({ path, issue })
}
