import { listOrderTags } from './listOrderTags.ts'
import type { Settlement } from './types.ts'

/** Add to a settlement all tags that it or an earlier one puts on the order: only these may be removed by us. */
export function mergeTags({
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
