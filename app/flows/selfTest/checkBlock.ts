import type { Shop } from '../../core/gate/shop.ts'
import type { SelfTestStep } from '../../core/selfTest/types.ts'
import { checkProductPage } from '../shops/checkProductPage.ts'
import { describeProblems, describeSkipped, describeUnknown } from './steps.ts'

/** Check that a gated product's page has the gate block, as a shopper gets it. */
export async function checkBlock(
  ctx: Parameters<typeof checkProductPage>[0],
  { shop }: { shop: Shop },
): Promise<SelfTestStep> {
  const found = await checkProductPage(ctx, { shop })
  if (found.kind === 'checked') return describeProblems('block', found.problems)
  if (found.kind === 'none') return describeSkipped('block', 'No product has an active gate yet.')
  const facts = [
    `Palisade could not see the page of “${found.title}” in your store. A store password, or a product that is not on sale, does that.`,
  ]
  return describeUnknown('block', facts, { hint: null })
}
