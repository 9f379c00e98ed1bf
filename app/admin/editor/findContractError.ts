import type { FieldIssues } from '../../core/gate/issues.ts'
import { formatFieldIssue } from '../messages.ts'
import type { ContractAnswer } from '../views.ts'
import { findError } from './findError.ts'

const LINK = /^\s*https?:/i

/** What is wrong with a condition's address: as the last save found it, or as the chain has just said. */
export function findContractError({
  issues,
  field,
  text,
  answer,
}: {
  issues: FieldIssues
  field: string
  /** What stands in the field. */
  text: string
  answer: ContractAnswer | 'asking' | null
}): string | undefined {
  if (answer !== null && answer !== 'asking' && answer.kind === 'unknown') {
    return formatFieldIssue({ path: field, issue: answer.reason })
  }
  // Of a pasted link only its address stays: what is still a link had none.
  if (LINK.test(text)) return formatFieldIssue({ path: field, issue: 'address-invalid' })
  return findError(issues, field)
}
