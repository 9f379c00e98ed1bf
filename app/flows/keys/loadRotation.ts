import type { Shop } from '../../core/gate/shop.ts'
import { findSigningKey } from '../../core/proofKey/findSigningKey.ts'
import { chooseEnd } from '../../core/proofKey/planRotation.ts'
import type { StandingKey } from '../../core/proofKey/types.ts'
import type { Needs } from '../context.ts'

/**
 * Phase of a rotation. `spreading`: every owner gets the new key, which signs at `runAt` at the earliest (null while
 * the job runs or none is queued). `ending`: the new key signs, and proofs of older keys are valid until `endsAt`.
 * Times in unix seconds.
 */
export type RotationPhase =
  | { readonly kind: 'none' }
  | { readonly kind: 'spreading'; readonly next: StandingKey; readonly runAt: number | null }
  | { readonly kind: 'ending'; readonly endsAt: number }
export type Rotation = {
  readonly shop: Shop
  /**
   * The signing key. Null while nothing unlocks: the earlier keys were ended, and not every discount has the new one.
   */
  readonly signing: StandingKey | null
  readonly phase: RotationPhase
  /** Why the last attempt failed, or null; the job retries. */
  readonly problem: string | null
}

const MOST_JOBS = 100

/** Load a shop's signing key and the progress of its rotation. @throws {NotFoundError} ERR_SHOP_NOT_FOUND */
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
