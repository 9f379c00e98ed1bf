import { chooseCodeGates } from '../../core/accessCode/chooseCodeGates.ts'
import { composeCode } from '../../core/accessCode/composeCode.ts'
import { needsTwoCodes, offOf, type PlannedCode, planCodes } from '../../core/accessCode/planCodes.ts'
import type { AccessCodeWant } from '../../core/accessCode/types.ts'
import { PalisadeError } from '../../core/errors/base.ts'
import { platformOf } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'
import { createCode } from './createCode.ts'

export type IssueCodesParameters = {
  readonly shop: Shop
  readonly visit: Visit
  /** Open gates, each with the grant that an order with its code pays with. */
  readonly wants: readonly { readonly gate: Gate; readonly grantId: string }[]
  /** The signed-in customer, or null. */
  readonly customerId: string | null
  /**
   * Unix seconds: the end that the shopper sees. The grants end later, so that an order with a code arrives before its
   * grant ends.
   */
  readonly endsAt: number
}
export type IssuedCodes = {
  readonly codes: readonly { readonly gate: number; readonly code: string }[]
  /** Gates whose code could not be made. */
  readonly failed: ReadonlySet<number>
}

/**
 * Issue discount codes for a visit's open gates if the shop may not run Functions. A code stays the same while gate,
 * grant, revision and customer stay the same. Issues as many as Shopify accepts in one checkout.
 *
 * Costs, for each gate with a price or free shipping: one call to Shopify at the first unlock, none afterwards, one for
 * a later end. A gate with both costs twice that. A failure at Shopify does not hold back the proofs.
 */
export async function issueCodes(
  ctx: Needs<'now' | 'log' | 'createRandomHex' | 'accessCodes' | 'jobs' | 'shopify'>,
  { shop, visit, wants, customerId, endsAt }: IssueCodesParameters,
): Promise<IssuedCodes> {
  const admits = platformOf(shop.myshopifyDomain) === 'bigcommerce'
  const open = wants.map(({ gate }) => gate)
  const chosen = shop.enforcement.level === 'codes' ? chooseCodeGates(open, { admits }) : []
  if (chosen.length === 0) return { codes: [], failed: new Set() }
  const at = ctx.now()
  const asked = chosen.map((gate): AccessCodeWant => {
    // The code ends with its gate at the latest: the discount at Shopify does not know the gate's schedule.
    const lastAt = Math.min(endsAt, gate.schedule.endsAt ?? endsAt)
    const newCode = composeCode({ hex: ctx.createRandomHex(8), isPair: needsTwoCodes(gate) })
    const grantId = wants.find((want) => want.gate === gate)?.grantId ?? ''
    const buyer = (gate.guard === 'account' && customerId) || '0'
    return { gate: gate.number, revision: gate.revision, grantId, buyer, newCode, endsAt: lastAt }
  })
  const opened = await ctx.accessCodes.open({ shopId: shop.id, visitId: visit.id, wants: asked, at })
  // Queue the cleaning job before a code is made, so that every code is cleaned up.
  if (opened.some(({ state }) => state !== 'made')) {
    const runAt = Math.min(...asked.map((want) => want.endsAt))
    await ctx.jobs.add({ shopId: shop.id, kind: 'codes', key: WHOLE_SHOP, runAt })
  }
  const failed = new Set<number>()
  const made = await Promise.all(
    chosen.map(async (gate, i) => {
      const [found, want] = [opened[i], asked[i]]
      if (!found || !want) return []
      const code = await createCode(ctx, { visit, gate, want, found }).catch((error: unknown) =>
        writeWarning(ctx, error),
      )
      if (code === null) failed.add(gate.number)
      return code === null ? [] : planCodes({ gate, code }).map((one) => ({ gate: gate.number, ...one }))
    }),
  )
  const all = made.flat()
  // A checkout accepts one shipping code.
  const isShipping = ({ gives }: PlannedCode) => offOf(gives) === 'shipping'
  const shipping = all.find(isShipping)
  const given = all.filter((one) => !isShipping(one) || one === shipping)
  return { codes: given.map(({ gate, code }) => ({ gate, code })), failed }
}

function writeWarning(ctx: Needs<'log'>, error: unknown): null {
  if (!(error instanceof PalisadeError)) throw error
  ctx.log.warn('Could not create a discount code.', { code: error.code })
  return null
}
