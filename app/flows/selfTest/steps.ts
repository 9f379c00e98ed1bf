import type { JobKind } from '../../core/job/types.ts'
import type { SelfTestHint, SelfTestName, SelfTestStep } from '../../core/selfTest/types.ts'
import { REMEDIES, type ShopProblem } from '../../core/settlement/problems.ts'

/** The step that reports a problem; null for none. */
const STEPS = {
  'function-missing': 'functions',
  'discount-gone': 'discounts',
  'discounts-full': 'discounts',
  'discount-off': 'discounts',
  'discount-changed': 'discounts',
  'discount-failing': 'discounts',
  'validation-gone': 'validation',
  'validation-off': 'validation',
  'validation-blank': 'validation',
  'validation-foreign': 'validation',
  'validation-failing': 'validation',
  'holds-not-allowed': 'holding',
  'routing-unheard': 'holding',
  'block-missing': 'block',
  'block-blind': 'block',
  'block-unknown': 'block',
  'customer-data-not-approved': 'customer-data',
  'orders-pending': 'orders',
  'orders-waiting': 'orders',
  'orders-unmatched': 'orders',
  'timezone-unknown': 'orders',
  'domain-unusable': 'orders',
  // Purchases do not depend on it.
  'data-requests-open': null,
  'tags-not-allowed': null,
  'access-lost': null,
} as const satisfies Record<Exclude<ShopProblem['kind'], 'work-failing'>, SelfTestName | null>
/** Jobs about orders that came. */
const ORDER_JOBS: readonly string[] = ['order', 'hold'] satisfies JobKind[]
/** Jobs that no purchase depends on. */
const SIDE_JOBS: readonly string[] = ['customers'] satisfies JobKind[]

function findStep(problem: ShopProblem): SelfTestName | null {
  if (problem.kind !== 'work-failing') return STEPS[problem.kind]
  if (problem.kinds.some((kind) => ORDER_JOBS.includes(kind))) return 'orders'
  return problem.kinds.every((kind) => SIDE_JOBS.includes(kind)) ? null : 'configs'
}

/** List the problems that a step reports. */
export function listProblems(name: SelfTestName, problems: readonly ShopProblem[]): ShopProblem[] {
  return problems.filter((problem) => findStep(problem) === name)
}

/** A step that failed if there are problems; the hint is the first remedy of theirs. */
export function describeProblems(name: SelfTestName, problems: readonly ShopProblem[]): SelfTestStep {
  const hint = problems.map(({ kind }) => REMEDIES[kind]).find((one) => one !== null) ?? null
  return { name, outcome: problems.length > 0 ? 'failed' : 'passed', problems, facts: [], hint }
}

/** A step that failed if there are facts; the hint is for a failure. */
export function describeStep(
  name: SelfTestName,
  facts: readonly string[],
  { hint }: { hint: SelfTestHint },
): SelfTestStep {
  const isBad = facts.length > 0
  return { name, outcome: isBad ? 'failed' : 'passed', problems: [], facts, hint: isBad ? hint : null }
}

/** A step about which nothing is known, and why. */
export function describeUnknown(
  name: SelfTestName,
  facts: readonly string[],
  { hint }: { hint: SelfTestHint | null },
): SelfTestStep {
  return { name, outcome: 'unknown', problems: [], facts, hint }
}

/** A step that has nothing to check, and why. */
export function describeSkipped(name: SelfTestName, fact: string): SelfTestStep {
  return { name, outcome: 'skipped', problems: [], facts: [fact], hint: null }
}
