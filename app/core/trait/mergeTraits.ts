import type { Trait, TraitValue } from './types.ts'

/** Join the parts of an import: a trait with many values is in several. */
export function mergeTraits(parts: readonly Trait[]): Trait[] {
  const merged = new Map<string, TraitValue[]>()
  for (const { trait, values } of parts) {
    const known = merged.get(trait)
    if (known) known.push(...values)
    else merged.set(trait, [...values])
  }
  return [...merged].map(([trait, values]) => ({ trait, values }))
}
