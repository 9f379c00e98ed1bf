import { takesOff } from '../gate/reactionKinds.ts'
import { unique } from '../gate/subject.ts'
import type { Gate } from '../gate/types.ts'
import type { Snapshot } from './types.ts'

/** The owners that must be created, adopted or switched on before gates hold at checkout. */
export type OwnersToEnsure = {
  readonly validation: boolean
  readonly profiles: readonly number[]
}

/** Plan which owners some gates lack: an exclusive gate needs the validation, one that gives something off a discount. */
export function planOwners({
  snapshot: { shop, profiles, published },
  gates,
}: {
  snapshot: Snapshot
  gates: readonly Gate[]
}): OwnersToEnsure {
  const isActive = (id: string | null) => id !== null && published.owners.get(id)?.isActive === true
  const standing = gates.filter(({ deletedAt }) => deletedAt === null)
  // Another validation of the same Function has no config and would go on refusing.
  const hasOthers = published.validationIds.some((id) => id !== shop.validationId)
  const isExclusive = standing.some(({ reaction }) => reaction.exclusive)
  const active = profiles.filter(({ discountId }) => isActive(discountId)).map(({ profile }) => profile)
  return {
    validation: isExclusive && (hasOthers || !isActive(shop.validationId)),
    profiles: unique(
      standing.filter(({ reaction }) => takesOff(reaction)).map(({ profile }) => profile),
    ).filter((profile) => !active.includes(profile)),
  }
}
