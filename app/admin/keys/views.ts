/** The signing key and the state of its rotation, as display texts. */
export type KeysView = {
  /** First characters of the key's epoch; null while no key signs. */
  readonly signing: string | null
  /** Since when it signs: `25 Nov 2026, 14:32 (Berlin time)`. Null with `signing`. */
  readonly since: string | null
  readonly phase: 'none' | 'spreading' | 'ending'
  /** State of the rotation, in one or two sentences; null if there is none. */
  readonly progress: string | null
  /** Why the last step failed. A job retries it. */
  readonly problem: string | null
}

/** `rotate`: shoppers notice nothing. `rotate-at-once`: every proof ends, and open carts unlock again. */
export type KeysChange = 'rotate' | 'rotate-at-once'
