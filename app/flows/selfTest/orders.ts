import type { Shop } from '../../core/gate/shop.ts'
import type { SelfTestStep } from '../../core/selfTest/types.ts'
import type { ShopProblem } from '../../core/settlement/problems.ts'
import type { Needs } from '../context.ts'
import { loadHolding } from '../orders/loadHolding.ts'
import { describeProblems, describeSkipped, describeUnknown, listProblems } from './steps.ts'

const TOLD_WITHIN = 30 * 86_400

/** Check that Shopify approves access to protected customer data. */
export async function checkCustomerData(
  ctx: Needs<'shopify'>,
  { problems }: { problems: readonly ShopProblem[] },
): Promise<SelfTestStep> {
  const own = listProblems('customer-data', problems)
  if (await ctx.shopify.hasScope('read_orders')) return describeProblems('customer-data', own)
  return describeUnknown(
    'customer-data',
    ['The app is not allowed to read orders, so Shopify does not say whether it approves.'],
    { hint: 'allow' },
  )
}

/** Check that orders arrive and are settled. */
export async function checkOrders(
  ctx: Needs<'now' | 'settlements'>,
  { shop, problems }: { shop: Shop; problems: readonly ShopProblem[] },
): Promise<SelfTestStep> {
  const own = listProblems('orders', problems)
  if (own.length > 0) return describeProblems('orders', own)
  const { rows } = await ctx.settlements.list({ shopId: shop.id, limit: 20 })
  const told = rows.some((row) => row.isTold && row.orderedAt > ctx.now() - TOLD_WITHIN)
  if (told) return describeProblems('orders', [])
  return describeUnknown(
    'orders',
    [
      'Shopify has not reported an order with a gate in the last 30 days. Palisade cannot tell whether Shopify would report one.',
    ],
    { hint: 'order' },
  )
}

/** Check that the app may hold orders, if the shop's settings ask for holds. */
export async function checkHolding(
  ctx: Needs<'now' | 'gates' | 'shopify'>,
  { shop, problems }: { shop: Shop; problems: readonly ShopProblem[] },
): Promise<SelfTestStep> {
  const own = listProblems('holding', problems)
  if (own.length > 0) return describeProblems('holding', own)
  const { state, isWanted } = await loadHolding(ctx, { shop })
  if (!isWanted)
    return describeSkipped(
      'holding',
      'Your settings say to tag orders that break a rule, and not to hold them.',
    )
  if (state === 'allowed') return describeProblems('holding', [])
  if (state === 'not-allowed') return describeSkipped('holding', 'No gate has a limit or exclusive access.')
  return describeUnknown('holding', ['Palisade could not find out whether Shopify lets it hold orders.'], {
    hint: null,
  })
}
