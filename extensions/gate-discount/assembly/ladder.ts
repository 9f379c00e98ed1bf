/*
 * A ladder sorts entries by amount, largest first; among equal amounts the lower bit first. A rung has an amount and
 * the bits of all entries down to it. So a binary search finds the best of any set of entries. There are 64 rungs:
 * unused ones, after the entries' own, have amount 0 and every bit.
 */

const RUNG: usize = 16
const LADDER_BYTES: usize = 64 * 16

/** Insert an entry into a ladder of `count` rungs. Call with ascending bits. */
export function addRung(ladder: usize, count: i32, amount: u64, bit: u64): void {
  const end = ladder + <usize>count * RUNG
  let at = ladder
  while (at < end && load<u64>(at) >= amount) at += RUNG
  memory.copy(at + RUNG, at, end - at)
  store<u64>(at, amount)
  store<u64>(at, bit, 8)
}

/** Fill in the bits of each rung of a ladder of `count` rungs. */
export function closeLadder(ladder: usize, count: i32): void {
  let bits: u64 = 0
  const end = ladder + LADDER_BYTES
  for (let at = ladder, own = ladder + <usize>count * RUNG; at < end; at += RUNG) {
    bits = at < own ? bits | load<u64>(at, 8) : u64.MAX_VALUE
    store<u64>(at, bits, 8)
  }
}

/** Answer the rung of the best of a set of entries. At least one of them must be on the ladder. */
export function findBestRung(ladder: usize, open: u64): usize {
  let rung = ladder
  rung += <usize>!(load<u64>(rung, 31 * 16 + 8) & open) << 9
  rung += <usize>!(load<u64>(rung, 15 * 16 + 8) & open) << 8
  rung += <usize>!(load<u64>(rung, 7 * 16 + 8) & open) << 7
  rung += <usize>!(load<u64>(rung, 3 * 16 + 8) & open) << 6
  rung += <usize>!(load<u64>(rung, 16 + 8) & open) << 5
  return rung + (<usize>!(load<u64>(rung, 8) & open) << 4)
}

/** Answer the last rung whose amount is at least `bound`. `bound` is above 0 and at most the first rung's amount. */
export function findLastAtLeast(ladder: usize, bound: u64): usize {
  let rung = ladder
  rung += <usize>(load<u64>(rung, 32 * 16) >= bound) << 9
  rung += <usize>(load<u64>(rung, 16 * 16) >= bound) << 8
  rung += <usize>(load<u64>(rung, 8 * 16) >= bound) << 7
  rung += <usize>(load<u64>(rung, 4 * 16) >= bound) << 6
  rung += <usize>(load<u64>(rung, 2 * 16) >= bound) << 5
  return rung + (<usize>(load<u64>(rung, 16) >= bound) << 4)
}

/** Answer the amount of a rung. */
@inline
export function amountAt(rung: usize): u64 {
  return load<u64>(rung)
}

/** Answer the bits of all entries down to a rung. */
@inline
export function bitsDownTo(rung: usize): u64 {
  return load<u64>(rung, 8)
}
