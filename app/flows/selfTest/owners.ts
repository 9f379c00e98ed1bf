import { isSameJson } from '../../core/publication/isSameJson.ts'
import type { SelfTestStep } from '../../core/selfTest/types.ts'
import type { ShopProblem } from '../../core/settlement/problems.ts'
import type { ConfiguredOwner } from './readOwners.ts'
import { describeProblems, describeSkipped, describeStep, listProblems } from './steps.ts'

type Owned = {
  /** Whether Palisade has one at Shopify. */
  readonly has: boolean
  /** Whether a gate needs one. */
  readonly isNeeded: boolean
  readonly problems: readonly ShopProblem[]
}

/** Check the shop's discounts, or its validation. */
export function checkOwner(
  name: 'discounts' | 'validation',
  { has, isNeeded, problems }: Owned,
): SelfTestStep {
  const own = listProblems(name, problems)
  if (own.length > 0 || has) return describeProblems(name, own)
  if (!isNeeded) return describeSkipped(name, 'No gate uses one.')
  return describeStep(name, ['A gate needs one, and Shopify has none yet.'], { hint: chooseHint(problems) })
}

/** Check that each owner has the config that the database asks for. */
export function checkConfigs(
  owners: readonly ConfiguredOwner[],
  { isNeeded, problems }: Omit<Owned, 'has'>,
): SelfTestStep {
  if (owners.length === 0 && !isNeeded) return describeSkipped('configs', 'No gate uses the checkout.')
  if (owners.length === 0) {
    const fact = 'Palisade has no discount and no rule at the checkout yet, so the checkout follows no gate.'
    return describeStep('configs', [fact], { hint: chooseHint(problems) })
  }
  const facts = owners.flatMap(({ label, live, wanted }) => {
    if (live === null) return [`${label} has no gate configuration: it accepts no proof.`]
    return isSameJson(live, wanted) ? [] : [`${label} has an old gate configuration.`]
  })
  const own = listProblems('configs', problems)
  if (facts.length === 0 && own.length > 0) return describeProblems('configs', own)
  return describeStep('configs', facts, { hint: 'repair' })
}

/** Without the Functions, Palisade can create nothing that runs them. */
function chooseHint(problems: readonly ShopProblem[]): 'release' | 'repair' {
  return problems.some(({ kind }) => kind === 'function-missing') ? 'release' : 'repair'
}
