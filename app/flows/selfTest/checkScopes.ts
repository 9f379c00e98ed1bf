import type { SelfTestStep } from '../../core/selfTest/types.ts'
import type { Needs } from '../context.ts'
import { describeStep } from './steps.ts'

const REQUIRED_SCOPES = {
  write_products: 'change products',
  write_discounts: 'create discounts',
  write_validations: 'set checkout rules',
  write_app_proxy: 'answer requests from the storefront',
  write_orders: 'tag and cancel orders',
}

/** Check that the app has every scope that it cannot do without. */
export async function checkScopes(ctx: Needs<'shopify'>): Promise<SelfTestStep> {
  const scopes = Object.entries(REQUIRED_SCOPES)
  const held = await Promise.all(scopes.map(([name]) => ctx.shopify.hasScope(name)))
  const missing = scopes.filter((_, i) => !held[i])
  return describeStep(
    'scopes',
    missing.map(([, words]) => `The app is not allowed to ${words}.`),
    { hint: 'allow' },
  )
}
