import type { Shop } from '../../core/gate/shop.ts'
import { chooseEnd } from '../../core/proofKey/decideRotation.ts'
import { findSigningKey } from '../../core/proofKey/findSigningKey.ts'
import type { StandingKey } from '../../core/proofKey/types.ts'
import type { Needs } from '../context.ts'

/**
 * Where a rotation is. `spreading`: the new key goes to every discount, and signs at `runAt` at the earliest; `ending`:
 * it signs, and what the older ones signed is good until `endsAt`. Instants in unix seconds.
 */
export type RotationPhase =
  | { readonly kind: 'none' }
  | { readonly kind: 'spreading'; readonly next: StandingKey; readonly runAt: number | null }
  | { readonly kind: 'ending'; readonly endsAt: number }
export type Rotation = {
  readonly shop: Shop
  /** Null while nothing unlocks: the keys before were ended, and not every discount has the new one. */
  readonly signing: StandingKey | null
  readonly phase: RotationPhase
  /** Why the last attempt to go on failed; it is tried again by itself. */
  readonly problem: string | null
}

const MOST_JOBS = 100

/** Which key signs a shop's unlocks, and how far a change of it is. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
export async function loadRotation(
  ctx: Needs<'now' | 'shops' | 'proofKeys' | 'jobs'>,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<Rotation> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const keys = await ctx.proofKeys.listStanding({ shopId: shop.id })
  const signing = findSigningKey({ keys, now: ctx.now() })
  const jobs = await ctx.jobs.list({ shopId: shop.id, limit: MOST_JOBS })
  const job = jobs.find(({ kind }) => kind === 'rotate')
  const problem = job?.lastError ?? null
  const [newest] = keys
  if (newest && newest !== signing) {
    const runAt = job === undefined || job.isRunning ? null : job.runAt
    return { shop, signing, phase: { kind: 'spreading', next: newest, runAt }, problem }
  }
  if (signing === null || signing.signsFrom === null || keys.length === 1) {
    return { shop, signing, phase: { kind: 'none' }, problem }
  }
  const lastProofEndsAt = await ctx.proofKeys.findLastProofEnd({ shopId: shop.id, epoch: signing.epoch })
  const endsAt = chooseEnd({ signsFrom: signing.signsFrom, lastProofEndsAt })
  return { shop, signing, phase: { kind: 'ending', endsAt }, problem }
}
