import { listOrderTags } from './listOrderTags.ts'
import type { Settlement } from './types.ts'

/** Remember with a settlement each tag that it or one before puts on the order: those, and no others, are ours to take away. */
export function keepTags({
  settlement,
  before,
}: {
  settlement: Settlement
  before: Settlement | null
}): Settlement {
  const tags = [before, settlement].flatMap((one) =>
    one ? (one.tags ?? listOrderTags({ settlement: one, accepted: undefined })) : [],
  )
  return { ...settlement, tags: [...new Set(tags)].sort() }
}
