import { ConflictError, PalisadeError } from '../../core/errors/base.ts'
import { isDiscounting } from '../../core/gate/reactionKinds.ts'
import type { Gate } from '../../core/gate/types.ts'
import { listOwners } from '../../core/publication/listOwners.ts'
import { planOwners } from '../../core/publication/planOwners.ts'
import type { Snapshot } from '../../core/publication/types.ts'
import type { Needs } from '../context.ts'
import { ensureDiscount } from './ensureDiscount.ts'
import { ensureValidation } from './ensureValidation.ts'
import { setLevel } from './setLevel.ts'

/** Returns why a gate cannot be enforced at checkout, or undefined if it can. */
export type FindFault = (gate: Gate) => PalisadeError | undefined

/**
 * Create, adopt or switch on what some gates need at checkout: the validation for exclusive gates, and the discounts of
 * their profiles for gates that give something off. A failure becomes the fault of the gates that need the owner.
 *
 * If Shopify lets this shop run no Functions (a custom app below Plus), the level `codes` is stored: the gates work by
 * discount codes and by settling orders.
 * @throws {ConflictError} ERR_SHOPIFY_STALE if an owner was created or adopted: it may carry an older config, so the
 * publication is planned again.
 */
export async function ensureOwners(
  ctx: Needs<'now' | 'shops' | 'gates' | 'proofKeys' | 'profiles' | 'jobs' | 'shopify'>,
  { snapshot, gates }: { snapshot: Snapshot; gates: readonly Gate[] },
): Promise<FindFault> {
  const { shop } = snapshot
  // A deleted gate needs no new owner.
  const standing = gates.filter(({ deletedAt }) => deletedAt === null)
  const { validation, profiles } = planOwners({ snapshot, gates: standing })
  const known = new Set(listOwners(snapshot).map(({ ownerId }) => ownerId))
  const faults = new Map<'validation' | number, PalisadeError>()
  const ensured: string[] = []
  const attempt = async (needed: 'validation' | number, run: () => Promise<string>): Promise<void> => {
    try {
      ensured.push(await run())
    } catch (error) {
      if (!(error instanceof PalisadeError)) throw error
      faults.set(needed, error)
    }
  }
  const faultOf = (gate: Gate): PalisadeError | undefined => {
    if (gate.deletedAt !== null) return undefined
    const access = gate.reaction.exclusive ? faults.get('validation') : undefined
    return access ?? (isDiscounting(gate.reaction) ? faults.get(gate.profile) : undefined)
  }
  // Validation before discounts: otherwise an exclusive product could be bought for a moment.
  if (validation) await attempt('validation', () => ensureValidation(ctx, { shop }))
  for (const profile of profiles) {
    const isNeeded = standing.some(
      (gate) => gate.profile === profile && isDiscounting(gate.reaction) && !faultOf(gate),
    )
    if (isNeeded) await attempt(profile, () => ensureDiscount(ctx, { shop, profile }))
  }
  const refused = [...faults].filter(([, { code }]) => code === 'ERR_FUNCTIONS_REFUSED')
  for (const [needed] of refused) faults.delete(needed)
  const isKnown = standing.length > 0 && faults.size === 0
  const level = refused.length > 0 ? 'codes' : isKnown ? 'functions' : shop.enforcement.level
  await setLevel(ctx, { shop, level })
  if (ensured.some((ownerId) => !known.has(ownerId))) throw planAgain()
  return faultOf
}

function planAgain(): ConflictError {
  return new ConflictError('ERR_SHOPIFY_STALE', 'A discount or a checkout rule has just been created.', {
    hint: 'Try again in a moment.',
  })
}
