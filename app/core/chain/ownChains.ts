import { chains } from './chains.ts'
import type { Chain, ChainSlug } from './types.ts'

/*
 * The chains that an operator has added by configuration, which is the same in every part of a process. So they are
 * set once, at the start of a server and of the admin's page, and not passed to every function that names a chain.
 */
let own: readonly Chain[] = []
let bySlug: ReadonlyMap<string, Chain> = new Map(chains.map((chain) => [chain.slug, chain]))

/** Set the operator's chains. One with the slug of a chain that every server knows replaces it. */
export function setOwnChains(added: readonly Chain[]): void {
  own = added
  bySlug = new Map([...chains, ...added].map((chain) => [chain.slug, chain]))
}

/** List every chain that a condition or a login may name, in display order. */
export function listAllChains(): readonly Chain[] {
  return [...bySlug.values()]
}

/** List the chains that `setOwnChains` was given. */
export function listOwnChains(): readonly Chain[] {
  return own
}

/** Set the time from one block to the next as it was measured. */
export function setBlockMs({ slug, blockMs }: { slug: ChainSlug; blockMs: number }): void {
  setOwnChains(own.map((chain) => (chain.slug === slug ? { ...chain, blockMs } : chain)))
}

/** Find a chain of this server by its slug. */
export function findOwnChain(slug: string): Chain | null {
  return bySlug.get(slug) ?? null
}
