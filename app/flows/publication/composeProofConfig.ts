import { planProofConfig } from '../../core/gate/planPublication.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * The `proof_config` of a profile's discount, or of the validation (`profile` null), whole from the database's gates and
 * keys. `gates` are all of the shop's, deleted ones that products may still carry among them.
 *
 * @throws {InputError} ERR_CONFIG_TOO_LARGE
 */
export async function composeProofConfig(
  ctx: Needs<'now' | 'proofKeys'>,
  { shop, gates, profile }: { shop: Shop; gates: readonly Gate[]; profile: number | null },
): Promise<string> {
  const keys = await ctx.proofKeys.list({ shopId: shop.id })
  return planProofConfig({
    gates,
    profile,
    keys: keys.map(({ epoch, key }) => ({ epoch, keyHex: toHex(key) })),
    keysSince: Math.min(...keys.map(({ createdAt }) => createdAt)),
    now: ctx.now(),
  })
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
