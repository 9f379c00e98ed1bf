import { findChain } from '../../core/chain/findChain.ts'
import type { ChainView } from '../views.ts'

/** The chains to choose from, and the chosen one even if this server cannot reach it any more. */
export function listChains({
  chains,
  slug,
}: {
  chains: readonly ChainView[]
  slug: string
}): { value: string; label: string }[] {
  const options = chains.map((chain) => ({ value: chain.slug, label: chain.name }))
  if (slug === '' || chains.some((chain) => chain.slug === slug)) return options
  return [...options, { value: slug, label: `${findChain(slug)?.name ?? slug} (not set up)` }]
}
