import type { EvmAddress } from '../chain/types.ts'
import type { Holder } from './holders.ts'
import { planReads } from './planReads.ts'
import type { FindBalance } from './reads.ts'
import type { Requirement } from './types.ts'

/**
 * The vaults that have lent nothing of what a requirement asks for: whoever named one is told, who may have mistyped it.
 * None of which that could not be read, and none where nothing is asked for that can be lent.
 */
export function listIdleVaults({
  requirement,
  holders,
  findBalance,
}: {
  requirement: Requirement
  holders: readonly Holder[]
  findBalance: FindBalance
}): EvmAddress[] {
  const vaults = holders.filter(({ kind }) => kind === 'vault')
  const idle = new Map<EvmAddress, boolean>()
  for (const read of planReads({ requirements: [requirement], holders: vaults }).reads) {
    if (read.kind !== 'delegation') continue
    const lent = findBalance(read)
    const isNothing = lent?.kind === 'read' && lent.amount === 0n
    idle.set(read.vault, isNothing && (idle.get(read.vault) ?? true))
  }
  return [...idle].flatMap(([vault, isIdle]) => (isIdle ? [vault] : []))
}
