import { isDiscounting } from '../gate/reactionKinds.ts'
import { sortUnique } from '../gate/subject.ts'
import type { Gate } from '../gate/types.ts'
import type { Snapshot } from './types.ts'

/** The owners to create, adopt or switch on, so that the checkout enforces the gates. */
export type OwnersToEnsure = {
  readonly validation: boolean
  readonly profiles: readonly number[]
}

/** Plan which owners some gates lack: an exclusive gate needs the validation, one with something off a discount. */
export function planOwners({
  snapshot: { shop, profiles, published },
  gates,
}: {
  snapshot: Snapshot
  gates: readonly Gate[]
}): OwnersToEnsure {
  const isActive = (id: string | null) => id !== null && published.owners.get(id)?.isActive === true
  const standing = gates.filter(({ deletedAt }) => deletedAt === null)
  // Another validation of the same Function has no config and would keep refusing.
  const hasOthers = published.validationIds.some((id) => id !== shop.validationId)
  const isExclusive = standing.some(({ reaction }) => reaction.exclusive)
  const active = profiles.filter(({ discountId }) => isActive(discountId)).map(({ profile }) => profile)
  return {
    validation: isExclusive && (hasOthers || !isActive(shop.validationId)),
    profiles: sortUnique(
      standing.filter(({ reaction }) => isDiscounting(reaction)).map(({ profile }) => profile),
    ).filter((profile) => !active.includes(profile)),
  }
}
