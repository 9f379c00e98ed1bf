import { MOST_TAGS, toComparableTag } from './customerTags.ts'
import type { CustomerGate, FoundCustomer, TagRefusal, WantedTags } from './types.ts'

/** What is to be written about one customer at Shopify. */
export type CustomerPlan = {
  readonly addTags: readonly string[]
  readonly removeTags: readonly string[]
  /** JSON of the app's metafield; null to have none; undefined to leave it as it is. */
  readonly metafield: string | null | undefined
  /** What the rows are afterwards. A row that leaves is not among them. */
  readonly kept: readonly {
    readonly gate: number
    readonly version: number
    readonly ownTag: string | null
    readonly askedTag: string | null
    readonly refusal: TagRefusal | null
  }[]
}

/** Most values of a list in a metafield. @see https://shopify.dev/docs/apps/build/metafields/metafield-limits */
const MOST_VALUES = 128

/**
 * Plan the writes that give one customer the tags of their gates. A tag that the customer had before this app came is
 * not this app's own, and is never removed. Several gates may have one tag: it goes with the last of them.
 */
export function planCustomer({
  gates,
  wanted,
  found,
}: {
  gates: readonly CustomerGate[]
  wanted: WantedTags
  found: FoundCustomer
}): CustomerPlan {
  const rows = gates
    .filter(({ isLeaving }) => !isLeaving)
    .map((one) => ({ ...one, tag: wanted.get(one.gate) ?? null }))
  const has = new Set(found.tags.map(toComparableTag))
  const own = new Set(gates.flatMap(({ ownTag }) => (ownTag === null ? [] : [toComparableTag(ownTag)])))
  const given = new Map(
    rows.flatMap(({ tag }) => (tag === null ? [] : [[toComparableTag(tag), tag] as const])),
  )
  const removeTags = found.tags.filter((tag) => {
    const key = toComparableTag(tag)
    return own.has(key) && !given.has(key)
  })
  const missing = [...given].filter(([key]) => !has.has(key))
  const room = Math.max(0, MOST_TAGS - found.tags.length + removeTags.length)
  const added = new Map(missing.slice(0, room))
  return {
    addTags: [...added.values()],
    removeTags,
    metafield: planMetafield({ tags: [...given.values()], found }),
    kept: rows.map(({ gate, version, tag }) => {
      const key = tag === null ? '' : toComparableTag(tag)
      const isOwn = tag !== null && (added.has(key) || (own.has(key) && has.has(key)))
      const isRefused = tag !== null && !has.has(key) && !added.has(key)
      const refusal = isRefused ? 'tags-full' : null
      return { gate, version, ownTag: isOwn ? tag : null, askedTag: tag, refusal }
    }),
  }
}

function planMetafield({
  tags,
  found,
}: {
  tags: readonly string[]
  found: FoundCustomer
}): CustomerPlan['metafield'] {
  const value = tags.length === 0 ? null : JSON.stringify([...tags].sort().slice(0, MOST_VALUES))
  return value === (found.metafield?.value ?? null) ? undefined : value
}
