import type { Owner, Snapshot } from './types.ts'

/** List the owners that the database knows: the discounts by profile, then the validation. */
export function listOwners({ shop, profiles }: Pick<Snapshot, 'shop' | 'profiles'>): Owner[] {
  const discounts = profiles.flatMap(({ profile, discountId }) =>
    discountId === null ? [] : [{ ownerId: discountId, profile }],
  )
  const { validationId } = shop
  return validationId === null ? discounts : [...discounts, { ownerId: validationId, profile: null }]
}
