import { PalisadeError } from '../../core/errors/base.ts'
import type { Needs } from '../context.ts'
import { type RotateProofKeyParameters, rotateProofKey } from './rotateProofKey.ts'
import { type ContinueRotationNeeds, runRotation } from './runRotation.ts'

/**
 * End every key now and sign with a new one as soon as all discounts have it: for a leaked key. Open carts renew their
 * proofs by themselves. Nothing unlocks until Shopify has the new key.
 *
 * The new key is written to Shopify at once. If that fails, the `rotate` job retries; the ended keys stay ended.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function rotateAtOnce(
  ctx: Needs<'createRandomHex' | 'log'> & ContinueRotationNeeds,
  { myshopifyDomain, actor }: Omit<RotateProofKeyParameters, 'isAtOnce'>,
): Promise<void> {
  await rotateProofKey(ctx, { myshopifyDomain, actor, isAtOnce: true })
  try {
    await runRotation(ctx, { myshopifyDomain, held: null })
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.code === 'ERR_SHOP_NOT_FOUND') throw error
    ctx.log.warn('Could not write a new proof key to Shopify yet.', { code: error.code })
  }
}
