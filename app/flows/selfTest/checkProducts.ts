import type { Shop } from '../../core/gate/shop.ts'
import type { SelfTestStep } from '../../core/selfTest/types.ts'
import { findMarkFaults } from './findMarkFaults.ts'
import { describeSkipped, describeStep } from './steps.ts'

/** Check the marks on products and variants. */
export async function checkProducts(
  ctx: Parameters<typeof findMarkFaults>[0],
  { shop }: { shop: Shop },
): Promise<SelfTestStep> {
  const { looked, faults } = await findMarkFaults(ctx, { shop })
  if (looked === 0) return describeSkipped('products', 'No product has a gate yet.')
  return describeStep('products', faults, { hint: 'repair' })
}
