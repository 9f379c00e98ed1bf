import { PalisadeError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'
import { type ContinueRotationNeeds, continueRotation } from './continueRotation.ts'
import { type RotateProofKeyParameters, rotateProofKey } from './rotateProofKey.ts'

/**
 * End every key now and sign with a new one as soon as all discounts have it: for a key that has leaked. Every open cart
 * asks again by itself; nothing unlocks until Shopify has taken the new key.
 *
 * Shopify is told here and now. Where that fails the 'rotate' job tries on: what was ended stays ended.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function rotateAtOnce(
  ctx: Needs<'randomHex'> & ContinueRotationNeeds,
  { myshopifyDomain, actor }: Omit<RotateProofKeyParameters, 'isAtOnce'>,
): Promise<void> {
  await rotateProofKey(ctx, { myshopifyDomain, actor, isAtOnce: true })
  try {
    await continueRotation(ctx, { myshopifyDomain, held: null })
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.code === 'ERR_SHOP_NOT_FOUND') throw error
    console.warn(`a new proof key could not be told to Shopify yet: ${error.code}`)
  }
}
