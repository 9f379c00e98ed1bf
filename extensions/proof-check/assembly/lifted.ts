/*
 * The gates whose exclusivity is lifted. Gates of up to three digits, which nearly all are, have their own bytes.
 * Longer ones are in a hash table: a config of 10,000 bytes lists at most 1,250 of them, so it always has a free slot.
 */

/** Above every gate of three digits. */
const SHORT_END: u32 = 50_653
const SLOTS: u32 = 4096

const short = memory.data(50656, 16)
const slots = memory.data(16384, 16)

let liftedCount = 0

/** Say whether any gate is lifted. */
@inline
export function hasLifted(): bool {
  return liftedCount > 0
}

@inline
export function addLifted(gate: u32): void {
  liftedCount++
  if (gate < SHORT_END) store<u8>(short + gate, 1)
  else addLong(gate)
}

/** Say whether a gate, as a number to the base of 37, is lifted. */
export function isLifted(gate: u32): bool {
  if (gate < SHORT_END) return load<bool>(short + gate)
  let slot = slotOf(gate)
  while (true) {
    const found = load<u32>(slots + (<usize>slot << 2))
    if (found == gate || !found) return found == gate
    slot = (slot + 1) & (SLOTS - 1)
  }
}

/** Forget the lifted gates, because the config repeats the list. */
export function removeLifted(): void {
  if (!liftedCount) return
  liftedCount = 0
  memory.fill(short, 0, 50656)
  memory.fill(slots, 0, 16384)
}

function addLong(gate: u32): void {
  let slot = slotOf(gate)
  while (load<u32>(slots + (<usize>slot << 2))) slot = (slot + 1) & (SLOTS - 1)
  store<u32>(slots + (<usize>slot << 2), gate)
}

@inline
function slotOf(gate: u32): u32 {
  return (gate * 0x9e3779b1) >> 20
}
