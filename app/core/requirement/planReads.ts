import { findChain } from '../chain/findChain.ts'
import { createReadIndex, type GrowingReadIndex, type ReadIndex } from './createReadIndex.ts'
import { type Holder, listHoldersOn } from './holders.ts'
import { countHeldBlocks, isHeld } from './holdingTime.ts'
import { type Condition, entryOf } from './kinds/table.ts'
import { listConditions } from './listConditions.ts'
import type { ReadAt } from './reads.ts'
import type { Requirement } from './types.ts'

/**
 * Plan the reads that decide some requirements for some holders, in order and each once: as of now, and with
 * a holding time also as of then.
 */
export function planReads({
  requirements,
  holders,
}: {
  requirements: readonly Requirement[]
  holders: readonly Holder[]
}): ReadIndex {
  const planned = createReadIndex()
  for (const requirement of requirements) {
    for (const condition of listConditions(requirement.root)) {
      planCondition({ requirement, condition, holders, isThen: false, add: planned.add })
      if (isHeld(requirement)) {
        planCondition({ requirement, condition, holders, isThen: true, add: planned.add })
      }
    }
  }
  return planned
}

function planCondition({
  requirement,
  condition,
  holders,
  isThen,
  add,
}: {
  requirement: Requirement
  condition: Condition
  holders: readonly Holder[]
  isThen: boolean
  add: GrowingReadIndex['add']
}): void {
  const at = chooseReadAt({ requirement, condition, isThen })
  const entry = entryOf(condition)
  for (const holder of listCountedHolders({ condition, holders })) {
    for (const read of entry.plan({ condition, holder, at })) add(read)
  }
}

/** Choose the moment at which a condition is read; undefined for now. */
export function chooseReadAt({
  requirement,
  condition,
  isThen,
}: {
  requirement: Requirement
  condition: Condition
  isThen: boolean
}): ReadAt | undefined {
  const { snapshots } = requirement
  if (snapshots.length === 0 && !isThen) return undefined
  const snapshot = snapshots.find(({ chain }) => chain === condition.chain)
  if (snapshot) return { block: snapshot.block }
  const { chain } = condition
  const isEvm = chain !== null && findChain(chain)?.family === 'evm'
  return isThen && isEvm ? { ago: countHeldBlocks(requirement, chain) } : undefined
}

/** List the holders that count for a condition: all for a list, else those that can hold on its chain. */
export function listCountedHolders({
  condition,
  holders,
}: {
  condition: Condition
  holders: readonly Holder[]
}): readonly Holder[] {
  const { chain } = condition
  if (entryOf(condition).family === 'any' || chain === null) return holders
  return listHoldersOn({ holders, chain })
}
