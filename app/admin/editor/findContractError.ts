import type { FieldIssues } from '../../core/gate/form.ts'
import { formatFieldIssue } from '../messages.ts'
import type { ContractAnswer } from '../views.ts'
import { findError } from './findError.ts'

/** What is wrong with a condition's address: as the last save found it, or as the chain has just said. */
export function findContractError({
  issues,
  index,
  answer,
}: {
  issues: FieldIssues
  index: number
  answer: ContractAnswer | 'asking' | null
}): string | undefined {
  const path = `conditions.${index}.contract`
  if (answer !== null && answer !== 'asking' && answer.kind === 'unknown') {
    return formatFieldIssue({ path, issue: answer.reason })
  }
  return findError(issues, path)
}
