import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'
import type { Needs } from '../context.ts'

export type RotateProofKeyParameters = {
  readonly myshopifyDomain: string
  /** `staff:<user id>` or `system`. */
  readonly actor: string
  /** End every key that stands now instead of letting it live on until its last proof ends. */
  readonly isAtOnce?: boolean
}

/** By then the new key is stored, or was not. Seconds. */
const LATER = 60

/**
 * Begin to change the key that unlocks are signed with: a new one is stored, and the 'rotate' job does the rest. No
 * shopper notices, unless the others end at once. Of two at once one is begun; what was begun before is gone on with.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function rotateProofKey(
  ctx: Needs<'now' | 'randomHex' | 'shops' | 'proofKeys' | 'jobs'>,
  { myshopifyDomain, actor, isAtOnce = false }: RotateProofKeyParameters,
): Promise<void> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const at = ctx.now()
  const job = { shopId, kind: 'rotate', key: WHOLE_SHOP } as const
  // Asked for before as well: should this process end in between, somebody goes on.
  await ctx.jobs.add({ ...job, runAt: at + LATER })
  await ctx.proofKeys.rotate({ shopId, epoch: ctx.randomHex(4), isAtOnce, actor, at })
  await ctx.jobs.add({ ...job, runAt: at })
}
