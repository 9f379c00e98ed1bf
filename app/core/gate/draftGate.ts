import { isNumbered, type SingleTokenCondition } from '../requirement/kinds/table.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import { findDiscountNameIssue, parseDiscountName } from './discountName.ts'
import { parseTarget } from './draftCondition.ts'
import { type DraftRequirementParameters, draftRequirement } from './draftRequirement.ts'
import { draftCap, draftLimits, draftReaction, draftSchedule, draftSubject, draftTest } from './draftTerms.ts'
import { listConditionForms } from './form.ts'
import { invalidGate } from './invalidGate.ts'
import type { FieldIssue } from './issues.ts'
import type { Platform } from './platform.ts'
import { isMetWithoutSingleToken, listSingleTokenConditions } from './singleTokens.ts'
import type { GateDraft } from './types.ts'

const NAME_MAX = 80

export type DraftGateParameters = DraftRequirementParameters & {
  /** The shop's time zone, in which the schedule's times are. */
  readonly ianaTimezone: string
  /** The shop's currency, in which the reaction's amounts are. */
  readonly currencyCode: string
  /** Whether the shop allows proofs in the cart's own metafield. */
  readonly usesCartMetafield: boolean
  /** Where the shop sells: BigCommerce lacks some of what a gate may ask for. */
  readonly platform: Platform
}

/**
 * Turn a merchant's form, and the chains' descriptions of its contracts, into a gate.
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

  const report = (path: string, issue: FieldIssue) => {
    issues[path] ??= issue
  }
  const subject = draftSubject({ form, report })
  const reaction = draftReaction({ form, currencyCode: parameters.currencyCode, report })
  const requirement = draftRequirement({ ...parameters, report })
  const draft = {
    name,
    discountName: parseDiscountName(form.discountName),
    state: form.state,
    test: draftTest({ form, report }),
    cap: draftCap({ form, report }),
    limits: draftLimits({ form, report }),
    schedule: draftSchedule({ form, ianaTimezone: parameters.ianaTimezone, report }),
    guard: form.guard,
    combination: form.combination,
    recheck: form.recheck,
    freshSignature: form.freshSignature,
    showsUses: form.showsUses,
  }
  const nameIssue = findDiscountNameIssue(form.discountName)
  if (nameIssue) report('discountName', nameIssue)
  const isStore = parameters.platform === 'bigcommerce'
  if (form.guard === 'cart' && isStore) report('guard', 'no-cart-binding')
  else if (form.guard === 'cart' && !parameters.usesCartMetafield) report('guard', 'cart-metafield-off')
  if (isStore && form.combination.purchases === 'subscription') report('combination', 'no-subscriptions')
  if (draft.limits.perToken !== null && requirement) {
    const counted = listSingleTokenConditions(requirement)
    const silent = findSilentContracts(parameters)
    const isTold = (one: SingleTokenCondition) =>
      !isNumbered(one) || one.tokenIds.length > 0 || !silent.has(`${one.chain} ${one.contract}`)
    if (counted.length === 0) report('limits.perToken', 'no-single-tokens')
    else if (isMetWithoutSingleToken(requirement.root)) report('limits.perToken', 'tokens-not-needed')
    else if (!counted.every(isTold)) report('limits.perToken', 'tokens-not-listed')
  }
  if (Object.keys(issues).length > 0 || !subject || !reaction || !requirement) throw invalidGate(issues)
  return { ...draft, subject, reaction, requirement }
}

/** Find the contracts that do not list a wallet's tokens, as `<chain> <contract>`. */
function findSilentContracts({
  form,
  descriptions,
}: Pick<DraftGateParameters, 'form' | 'descriptions'>): Set<string> {
  const silent = new Set<string>()
  for (const { path, condition } of listConditionForms(form.root)) {
    const description = descriptions.get(path)
    if (!description || !('listsTokens' in description) || description.listsTokens !== false) continue
    const target = parseTarget({ form: condition, isChecksummed: () => true, report: () => {} })
    if (target) silent.add(`${target.chain.slug} ${target.contract}`)
  }
  return silent
}
