/* The gates that the cart's proofs name, whether they may or not, and what the config says of each. */

const SLOTS: u32 = 4096
const NAMED_MAX = 56

const ranks = memory.data(4096, 16)
const records = memory.data(912, 16) // from rank 1 on, 16 bytes each

let namedCount: u32 = 0

/** What is known of one gate before any proof is believed. */
@unmanaged
export class Named {
  gate: u32
  /** The lowest revision that counts. */
  floor: u32
  /** Where the entry stands that decides for the gate, 0 while there is none. */
  decided: u32
  isEverywhere: bool
  isStarredEverywhere: bool
}

/** Answer what is known of a gate, from now on. */
export function nameGate(gate: u32): Named | null {
  const known = findNamed(gate)
  if (known || namedCount == NAMED_MAX) return known
  let slot = slotOf(gate)
  while (load<u8>(ranks + slot)) slot = (slot + 1) & (SLOTS - 1)
  store<u8>(ranks + slot, ++namedCount)
  const named = namedAt(namedCount)
  named.gate = gate
  return named
}

/** Say whether a gate may be known; of nearly all that no proof names it says no. */
@inline
export function mayBeNamed(gate: u32): bool {
  return load<bool>(slotOf(gate), ranks)
}

/** Find what is known of a gate; null when no proof names it. */
@inline
export function findNamed(gate: u32): Named | null {
  const slot = slotOf(gate)
  const rank = load<u8>(slot, ranks)
  if (!rank) return null
  return namedAt(rank).gate == gate ? namedAt(rank) : findBehind(gate, slot)
}

/** Take back what a list of the config said of every gate. */
export function forgetFloors(): void {
  for (let rank: u32 = 1; rank <= namedCount; rank++) namedAt(rank).floor = 0
}

/** Take back which gates stand on all products. */
export function forgetEverywhere(): void {
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
