/* The gates that the cart's proofs name, believed or not, and what the config says of each. */

const SLOTS: u32 = 4096
const NAMED_MAX = 56

const ranks = memory.data(4096, 16)
const records = memory.data(912, 16) // from rank 1 on, 16 bytes each

let namedCount: u32 = 0

/** The facts about one gate before any proof is believed. */
@unmanaged
export class Named {
  gate: u32
  /** The lowest valid revision. */
  floor: u32
  /** Address of the entry that decides for the gate; 0 while there is none. */
  decided: u32
  isEverywhere: bool
  isStarredEverywhere: bool
  /** Where its name starts, from the start of the config's names; 0 while it has none. */
  nameAt: u16
}

/** Find or add the record of a gate; null if there is no room. */
export function ensureGate(gate: u32): Named | null {
  const known = findNamed(gate)
  if (known || namedCount == NAMED_MAX) return known
  let slot = slotOf(gate)
  while (load<u8>(ranks + slot)) slot = (slot + 1) & (SLOTS - 1)
  store<u8>(ranks + slot, ++namedCount)
  const named = namedAt(namedCount)
  named.gate = gate
  return named
}

/** Whether a gate may be named by a proof; false for nearly all others. */
@inline
export function canBeNamed(gate: u32): bool {
  return load<bool>(slotOf(gate), ranks)
}

/** Find the record of a gate; null if no proof names it. */
@inline
export function findNamed(gate: u32): Named | null {
  const slot = slotOf(gate)
  const rank = load<u8>(slot, ranks)
  if (!rank) return null
  return namedAt(rank).gate == gate ? namedAt(rank) : findBehind(gate, slot)
}

/** Clear the floors of all gates, because the config repeats the list. */
export function removeFloors(): void {
  for (let rank: u32 = 1; rank <= namedCount; rank++) namedAt(rank).floor = 0
}

/** Forget which gates cover all products: each config lists them again. */
export function removeEverywhere(): void {
  for (let rank: u32 = 1; rank <= namedCount; rank++) {
    namedAt(rank).isEverywhere = false
    namedAt(rank).isStarredEverywhere = false
  }
}

function findBehind(gate: u32, slot: usize): Named | null {
  while (true) {
    slot = (slot + 1) & (SLOTS - 1)
    const rank = load<u8>(slot, ranks)
    if (!rank) return null
    if (namedAt(rank).gate == gate) return namedAt(rank)
  }
}

@inline
function namedAt(rank: u32): Named {
  return changetype<Named>(records + (<usize>rank << 4))
}

@inline
function slotOf(gate: u32): usize {
  return (gate * 0x9e3779b1) >> 20
}
