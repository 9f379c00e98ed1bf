import type { FieldIssues } from '../../core/gate/issues.ts'
import { formatFieldIssue } from '../messages.ts'

/** The sentence for what is wrong with a field, or undefined. */
export function findError(issues: FieldIssues, path: string): string | undefined {
  const issue = issues[path]
  return issue && formatFieldIssue({ path, issue })
}
