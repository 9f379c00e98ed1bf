import type { SelfTestStep } from '../../core/selfTest/types.ts'
import type { CheckProductPageResult } from '../shops/checkProductPage.ts'
import { describeProblems, describeSkipped, describeUnknown } from './steps.ts'

/** Check that a gated product's page has the gate block, as a shopper gets it. */
export function checkBlock(page: CheckProductPageResult): SelfTestStep {
  if (page.kind === 'checked') return describeProblems('block', page.problems)
  if (page.kind === 'none') return describeSkipped('block', 'No active gate names a product.')
  const facts = [
    `Palisade could not see the page of “${page.title}” in your store. A store password, or a product that is not on sale, does that.`,
  ]
  return describeUnknown('block', facts, { hint: null })
}
