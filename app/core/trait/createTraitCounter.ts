import { createIdSet, formatIdSet } from './idSet.ts'
import { MAX_TRAIT_VALUES, MAX_TRAITS } from './limits.ts'
import type { MetadataToken } from './readMetadata.ts'
import type { Trait, TraitValue } from './types.ts'

/** What was counted; `leftOut` names traits with too many values, and those after the hundredth. Null if the ids are too far apart. */
export type CountedTraits = {
  readonly tokens: number
  readonly traits: readonly Trait[]
  readonly leftOut: readonly string[]
} | null

/** Collects the ids of each value of each trait. A token that comes twice counts as it came last. */
export function createTraitCounter() {
  const tokens = new Map<bigint, MetadataToken['traits']>()
  return {
    add: ({ id, traits }: MetadataToken): void => void tokens.set(id, traits),
    finish: (): CountedTraits => {
      if (!createIdSet([...tokens.keys()])) return null
      const found = listTraitIds(tokens)
      const leftOut = [...found].filter(([, values]) => values.size > MAX_TRAIT_VALUES).map(([name]) => name)
      const traits = [...found].filter(([name]) => !leftOut.includes(name)).slice(0, MAX_TRAITS)
      return {
        tokens: tokens.size,
        traits: traits.map(([trait, values]) => ({
          trait,
          values: [...values].flatMap(toValue).sort(compare),
        })),
        leftOut: [
          ...leftOut,
          ...[...found.keys()].filter((name) => !leftOut.includes(name)).slice(MAX_TRAITS),
        ],
      }
    },
  }
}

function listTraitIds(
  tokens: ReadonlyMap<bigint, MetadataToken['traits']>,
): Map<string, Map<string, Set<bigint>>> {
  const found = new Map<string, Map<string, Set<bigint>>>()
  for (const [id, traits] of tokens) {
    for (const { trait, value } of traits) {
      const values = found.get(trait) ?? new Map<string, Set<bigint>>()
      found.set(trait, values)
      const ids = values.get(value) ?? new Set<bigint>()
      values.set(value, ids)
      ids.add(id)
    }
  }
  return found
}

function toValue([value, ids]: [string, Set<bigint>]): TraitValue[] {
  const set = createIdSet([...ids])
  return set ? [{ value, count: set.count, ids: formatIdSet(set) }] : []
}

/** The rarest first, as merchants look for those. */
function compare(one: TraitValue, other: TraitValue): number {
  return one.count - other.count || (one.value < other.value ? -1 : 1)
}
