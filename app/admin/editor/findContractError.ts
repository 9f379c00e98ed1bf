import type { FieldIssues } from '../../core/gate/form.ts'
import { formatFieldIssue } from '../messages.ts'
import type { ContractAnswer } from '../views.ts'
import { findError } from './findError.ts'

/** What is wrong with a condition's address: as the last save found it, or as the chain has just said. */
export function findContractError({
  issues,
  field,
  answer,
}: {
  issues: FieldIssues
  field: string
  answer: ContractAnswer | 'asking' | null
}): string | undefined {
  if (answer !== null && answer !== 'asking' && answer.kind === 'unknown') {
    return formatFieldIssue({ path: field, issue: answer.reason })
  }
  return findError(issues, field)
}
