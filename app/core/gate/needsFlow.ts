import { familyOf } from '../chain/familyOf.ts'
import type { ChainSlug } from '../chain/types.ts'
import type { GroupForm } from './form.ts'

/**
 * Whether only a wallet of Flow opens a gate, or such a wallet beside another one. No card of a BigCommerce store connects one.
 * `isFlat`: the outermost group has no other group. `chains`: those of all its conditions.
 */
export function needsFlow({
  kind,
  isFlat,
  chains,
}: {
  kind: GroupForm['kind']
  isFlat: boolean
  chains: readonly ChainSlug[]
}): boolean {
  const families = new Set(chains.map(familyOf))
  return families.has('flow') && (families.size === 1 || (kind === 'all' && isFlat))
}
