import { chains } from './chains.ts'
import type { Chain } from './types.ts'

const bySlug: ReadonlyMap<string, Chain> = new Map(chains.map((chain) => [chain.slug, chain]))

/** Find a chain by its slug, exactly as it is written on the wire. */
export function findChain(slug: string): Chain | null {
  return bySlug.get(slug) ?? null
}
