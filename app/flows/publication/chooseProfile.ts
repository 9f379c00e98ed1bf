import { InputError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Combination } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'

/**
 * Choose the profile of a combination; a new combination gets the lowest free number.
 *
 * @throws {InputError} ERR_GATE_INVALID if the shop has eight others
 */
export async function chooseProfile(
  ctx: Needs<'profiles'>,
  { shop, combination }: { shop: Shop; combination: Combination },
): Promise<number> {
  const profile = await ctx.profiles.choose({ shopId: shop.id, combination })
  if (profile !== null) return profile
  throw new InputError('ERR_GATE_INVALID', 'The gate was not saved: some fields are invalid.', {
    hint: 'Choose a combination that another of your gates uses or used.',
    details: { fields: { combination: 'too-many-profiles' } },
  })
}
