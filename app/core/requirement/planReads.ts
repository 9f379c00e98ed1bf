import { findChain } from '../chain/findChain.ts'
import { type Holder, holdersOn } from './holders.ts'
import { formatReadKey } from './indexBalances.ts'
import { type Condition, entryOf } from './kinds/table.ts'
import { listConditions } from './listConditions.ts'
import type { Read, ReadAt, Requirement } from './types.ts'

/**
 * The reads that decide a requirement for some holders, in the requirement's order, each once: all of now, and with
 * `heldForBlocks` all of then.
 */
export function planReads({
  requirement,
  holders,
}: {
  requirement: Requirement
  holders: readonly Holder[]
}): Read[] {
  const reads = new Map<string, Read>()
  for (const condition of listConditions(requirement.root)) {
    for (const isThen of requirement.heldForBlocks > 0 ? [false, true] : [false]) {
      const at = chooseReadAt({ requirement, condition, isThen })
      for (const holder of countedHolders({ condition, holders })) {
        for (const read of entryOf(condition).plan({ condition, holder, at }))
          reads.set(formatReadKey(read), read)
      }
    }
  }
  return [...reads.values()]
}

/** The moment at which a condition is read; undefined for now. */
export function chooseReadAt({
  requirement,
  condition,
  isThen,
}: {
  requirement: Requirement
  condition: Condition
  isThen: boolean
}): ReadAt | undefined {
  const { snapshots, heldForBlocks } = requirement
  const snapshot = snapshots.find(({ chain }) => chain === condition.chain)
  if (snapshot) return { block: snapshot.block }
  const isEvm = condition.chain !== null && findChain(condition.chain)?.family === 'evm'
  return isThen && isEvm ? { ago: heldForBlocks } : undefined
}

/** The holders that a condition looks at. */
export function countedHolders({
  condition,
  holders,
}: {
  condition: Condition
  holders: readonly Holder[]
}): readonly Holder[] {
  const { chain } = condition
  if (entryOf(condition).family === 'any' || chain === null) return holders
  return holdersOn({ holders, chain })
}
