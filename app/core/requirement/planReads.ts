import { findChain } from '../chain/findChain.ts'
import { type Holder, holdersOn } from './holders.ts'
import { formatReadKey } from './indexBalances.ts'
import { type Condition, entryOf } from './kinds/table.ts'
import { listConditions } from './listConditions.ts'
import type { Read, ReadAt, Requirement } from './types.ts'

/**
 * The reads that decide some requirements for some holders, by their keys and in order, each once: all of now, and with
 * `heldForBlocks` all of then.
 */
export function planReads({
  requirements,
  holders,
}: {
  requirements: readonly Requirement[]
  holders: readonly Holder[]
}): ReadonlyMap<string, Read> {
  const reads = new Map<string, Read>()
  for (const requirement of requirements) {
    for (const condition of listConditions(requirement.root)) {
      planCondition({ requirement, condition, holders, isThen: false, reads })
      if (requirement.heldForBlocks > 0) {
        planCondition({ requirement, condition, holders, isThen: true, reads })
      }
    }
  }
  return reads
}

function planCondition({
  requirement,
  condition,
  holders,
  isThen,
  reads,
}: {
  requirement: Requirement
  condition: Condition
  holders: readonly Holder[]
  isThen: boolean
  reads: Map<string, Read>
}): void {
  const at = chooseReadAt({ requirement, condition, isThen })
  const entry = entryOf(condition)
  for (const holder of countedHolders({ condition, holders })) {
    for (const read of entry.plan({ condition, holder, at })) reads.set(formatReadKey(read), read)
  }
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
  if (snapshots.length === 0 && !isThen) return undefined
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
