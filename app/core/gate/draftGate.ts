import type { ChainSlug } from '../chain/types.ts'
import { InputError } from '../errors/base.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import type { DescribeAnswer } from './draftCondition.ts'
import { draftRequirement } from './draftRequirement.ts'
import type { FieldIssue, GateForm } from './form.ts'
import { parseReactionValue } from './reaction.ts'
import type { GateDraft } from './types.ts'

export const MAX_PRODUCTS = 250
const NAME_MAX = 80

export type DraftGateParameters = {
  readonly form: GateForm
  /** By the condition's path; undefined where there was nothing to ask. */
  readonly descriptions: ReadonlyMap<string, DescribeAnswer>
  /** The shop's lists: id to name. */
  readonly lists: ReadonlyMap<string, string>
  /** Whether a mixed-case EVM address is spelled as EIP-55 has it. */
  readonly isChecksummed: (address: string) => boolean
  /** Whether this server has an endpoint of the chain. */
  readonly isReadable: (chain: ChainSlug) => boolean
}

/**
 * Turn what a merchant wrote, and what the chains say of its contracts, into a gate.
 *
 * @throws {InputError} ERR_GATE_INVALID with `details.fields` (FieldIssues): every wrong field at once.
 */
export function draftGate(parameters: DraftGateParameters): GateDraft {
  const { form } = parameters
  const issues: Record<string, FieldIssue> = {}
  const name = form.name.trim()
  if (name === '') issues.name = 'required'
  else if (name.length > NAME_MAX) issues.name = 'too-long'
  else if (hasUnsafeCharacter(name)) issues.name = 'unsafe-text'

  const ids = [...new Set(form.productIds)].sort((a, b) => a - b)
  if (ids.length === 0) issues.products = 'required'
  else if (ids.length > MAX_PRODUCTS) issues.products = 'too-many'

  const reaction = parseReactionValue(form.reaction)
  if (!reaction) issues.reaction = form.reaction.kind === 'percentage' ? 'not-a-percentage' : 'not-an-amount'

  const requirement = draftRequirement({
    ...parameters,
    report: (path, issue) => {
      issues[path] ??= issue
    },
  })
  if (Object.keys(issues).length > 0 || !reaction || !requirement) throw invalid(issues)
  return { name, state: form.state, subject: { kind: 'products', ids }, requirement, reaction, cap: 0 }
}

function invalid(fields: Record<string, FieldIssue>): InputError {
  return new InputError('ERR_GATE_INVALID', 'The gate was not saved: some of its fields need a change.', {
    hint: 'Mend the fields that are marked and save again.',
    details: { fields },
  })
}
