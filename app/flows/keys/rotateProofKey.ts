import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'

export type RotateProofKeyParameters = {
  readonly myshopifyDomain: string
  /** `staff:<user id>` or `system`. */
  readonly actor: string
  /** End every current key at once, instead of when its last proof ends. */
  readonly isAtOnce?: boolean
}

/** Seconds after which the new key is either stored or not. */
const LATER = 60

/**
 * Start a rotation of the key that signs unlocks: store a new key and queue the `rotate` job, which does the rest.
 * Shoppers notice nothing, unless the other keys end at once. Of two concurrent calls one starts a rotation. A rotation
 * in progress is continued.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function rotateProofKey(
  ctx: Needs<'now' | 'createRandomHex' | 'shops' | 'proofKeys' | 'jobs'>,
  { myshopifyDomain, actor, isAtOnce = false }: RotateProofKeyParameters,
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const at = ctx.now()
  const job = { shopId, kind: 'rotate', key: WHOLE_SHOP } as const
  // Queued beforehand too: if this process ends in between, another one continues.
  await ctx.jobs.add({ ...job, runAt: at + LATER })
  await ctx.proofKeys.rotate({ shopId, epoch: ctx.createRandomHex(4), isAtOnce, actor, at })
  await ctx.jobs.add({ ...job, runAt: at })
}
