import { draftRequirement } from '../../core/gate/draftRequirement.ts'
import type { GateForm } from '../../core/gate/form.ts'
import { invalidGate } from '../../core/gate/invalidGate.ts'
import type { FieldIssue } from '../../core/gate/issues.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Requirement } from '../../core/requirement/types.ts'
import { type DraftFactNeeds, readDraftFacts } from './readDraftFacts.ts'

/**
 * Turn the conditions of a form into a requirement, whatever its other fields say, so that a merchant can try them
 * first. @throws {InputError} ERR_GATE_INVALID with the issues of the conditions
 */
export async function draftRequirementFromForm(
  ctx: DraftFactNeeds,
  { shop, form }: { shop: Shop; form: GateForm },
): Promise<Requirement> {
  const issues: Record<string, FieldIssue> = {}
  const requirement = draftRequirement({
    ...(await readDraftFacts(ctx, { shop, form })),
    report: (path, issue) => {
      issues[path] ??= issue
    },
  })
  if (!requirement || Object.keys(issues).length > 0) throw invalidGate(issues)
  return requirement
}
