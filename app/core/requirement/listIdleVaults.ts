import type { EvmAddress } from '../chain/types.ts'
import type { Holder } from './holders.ts'
import { planReads } from './planReads.ts'
import type { FindBalance } from './reads.ts'
import type { Requirement } from './types.ts'

/**
 * List the vaults that have delegated nothing that a requirement asks for. The shopper may have mistyped their address.
 * Omits a vault with an unread delegation, and every vault if the requirement asks for nothing that can be delegated.
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
