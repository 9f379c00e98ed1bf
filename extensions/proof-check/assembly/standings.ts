/*
 * What the config says about gates, one bit for each of its lists. Gates of up to three digits, which nearly all are,
 * have their own bytes. Longer ones are in a hash table: a config of 10,000 bytes lists at most 1,250 gates in all, so
 * it always has a free slot.
 */

/** The exclusivity of the gate is lifted: everybody may buy its products. */
export const LIFTED: u32 = 1
/** Why nobody can open it now, the most hopeful first. */
export const NOT_BEGUN: u32 = 2
export const PAUSED: u32 = 4
export const USED_UP: u32 = 8
export const ENDED: u32 = 16

/** Above every gate of three digits. */
const SHORT_END: u32 = 50_653
const SLOTS: u32 = 4096

const short = memory.data(50656, 16)
const slots = memory.data(16384, 16)
const standings = memory.data(4096, 16)

/** The lists that named any gate. */
let named: u32 = 0

/** Say whether any gate is lifted. */
@inline
export function hasLifted(): bool {
  return (named & LIFTED) != 0
}

/** Say whether any gate is one that nobody can open now. */
@inline
export function hasHindrance(): bool {
  return named > LIFTED
}

@inline
export function addStanding(gate: u32, list: u32): void {
  named |= list
  let at = short + gate
  if (gate >= SHORT_END) {
    const slot = findSlot(gate)
    store<u32>(slots + (slot << 2), gate)
    at = standings + slot
  }
  store<u8>(at, load<u8>(at) | list)
}

/** Answer the lists that name a gate, given as a number to the base of 37. */
export function standingOf(gate: u32): u32 {
  return load<u8>(gate < SHORT_END ? short + gate : standings + findSlot(gate))
}

@inline
export function isLifted(gate: u32): bool {
  return (standingOf(gate) & LIFTED) != 0
}

/** Forget what a list says, because the config repeats it. */
export function removeStandings(list: u32): void {
  if (!(named & list)) return
  named &= ~list
  for (let at = short; at < short + 50656; at++) store<u8>(at, load<u8>(at) & ~list)
  for (let at = standings; at < standings + 4096; at++) store<u8>(at, load<u8>(at) & ~list)
}

// Answers a long gate's place, or the free one where it would be.
function findSlot(gate: u32): usize {
  let slot = (gate * 0x9e3779b1) >> 20
  while (true) {
    const found = load<u32>(slots + (<usize>slot << 2))
    if (found == gate || !found) return <usize>slot
    slot = (slot + 1) & (SLOTS - 1)
  }
}
