import { isSameJson } from '../../core/publication/isSameJson.ts'
import type { SelfTestStep } from '../../core/selfTest/types.ts'
import type { ShopProblem } from '../../core/settlement/problems.ts'
import type { ConfiguredOwner } from './readOwners.ts'
import { describeProblems, describeSkipped, describeStep, listProblems } from './steps.ts'

/** Check the shop's discounts, or its validation. */
export function checkOwner({
  name,
  problems,
  isNeeded,
}: {
  name: 'discounts' | 'validation'
  problems: readonly ShopProblem[]
  isNeeded: boolean
}): SelfTestStep {
  const own = listProblems(name, problems)
  if (own.length === 0 && !isNeeded) return describeSkipped(name, 'No gate needs one.')
  return describeProblems(name, own)
}

/** Check that each owner has the config that the database asks for. */
export function checkConfigs(owners: readonly ConfiguredOwner[]): SelfTestStep {
  if (owners.length === 0) return describeSkipped('configs', 'This shop has no gate yet.')
  const facts = owners.flatMap(({ label, live, wanted }) => {
    if (live === null) return [`${label} has no gate configuration: it accepts no proof.`]
    return isSameJson(live, wanted) ? [] : [`${label} has an old gate configuration.`]
  })
  return describeStep('configs', facts, { hint: 'repair' })
}
