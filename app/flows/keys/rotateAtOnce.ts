import { PalisadeError } from '../../core/errors/base.ts'
import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'
import { type ContinueRotationNeeds, continueRotation } from './continueRotation.ts'
import type { RotateProofKeyParameters } from './rotateProofKey.ts'

/** By then the new key is stored, or was not. Seconds. */
const LATER = 60

/**
 * End every key now and sign with a new one as soon as all discounts have it: for a key that has leaked. Every open cart
 * asks again by itself; nothing unlocks until Shopify has taken the new key.
 *
 * Shopify is told here and now. Where that fails the 'rotate' job tries on: what was ended stays ended.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function rotateAtOnce(
  ctx: Needs<'randomHex'> & ContinueRotationNeeds,
  { myshopifyDomain, actor }: RotateProofKeyParameters,
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const at = ctx.now()
  const job = { shopId, kind: 'rotate', key: WHOLE_SHOP } as const
  await ctx.jobs.add({ ...job, runAt: at + LATER })
  await ctx.proofKeys.rotate({ shopId, epoch: ctx.randomHex(4), isAtOnce: true, actor, at })
  await ctx.jobs.add({ ...job, runAt: at })
  try {
    await continueRotation(ctx, { myshopifyDomain, held: null })
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.code === 'ERR_SHOP_NOT_FOUND') throw error
    console.warn(`a new proof key could not be told to Shopify yet: ${error.code}`)
  }
}
