import type { FieldIssues } from '../../core/gate/issues.ts'
import { formatFieldIssue } from '../messages.ts'
import type { ContractAnswer } from '../views.ts'
import { findError } from './findError.ts'

const LINK = /^\s*https?:/i

/** Find the error of a condition's address: the chain's last answer comes before the issue of the last save. */
export function findContractError({
  issues,
  field,
  text,
  answer,
}: {
  issues: FieldIssues
  field: string
  /** Text in the field. */
  text: string
  answer: ContractAnswer | 'asking' | null
}): string | undefined {
  if (answer !== null && answer !== 'asking' && answer.kind === 'unknown') {
    return formatFieldIssue({ path: field, issue: answer.reason })
  }
  // `parsePastedContract` replaces a link by its address, so a text that is still a link has no address.
  if (LINK.test(text)) return formatFieldIssue({ path: field, issue: 'address-invalid' })
  return findError(issues, field)
}
