import { Named } from "./named"

export const ENTRY_SIZE: usize = 64

/** One entry of a proof, with the results of a run. */
@unmanaged
export class Entry {
  amount: u64
  /** The amount in minor units of the presentment currency, if it does not depend on a line. */
  minor: u64
  /** The gate's text, `length` bytes. */
  spelled: u64
  gate: u32
  revision: u32
  named: Named
  /** Units in the whole cart, 0 = no cap. */
  cap: u32
  used: u32
  /** Ranks of the first and last line that took this entry, and the number of such lines. */
  first: i32
  last: i32
  taken: i32
  /** The letter p, q, f or r, else 0. */
  kind: u8
  length: u8
  profile: u8
  isExclusive: bool
  isShippingFree: bool
}
