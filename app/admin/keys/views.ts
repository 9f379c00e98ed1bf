/** Which key signs, and what a change of it is at, in words for people. */
export type KeysView = {
  /** The first characters of the key's name; null while nothing unlocks. */
  readonly signing: string | null
  /** Since when it signs: `25 Nov 2026, 14:32`. Null with `signing`. */
  readonly since: string | null
  readonly phase: 'none' | 'spreading' | 'ending'
  /** Where the change is, in one or two sentences; null where there is none. */
  readonly progress: string | null
  /** Why the last step failed; it is tried again by itself. */
  readonly problem: string | null
}

/** `rotate`: nobody notices. `rotate-at-once`: every open cart asks again. */
export type KeysChange = 'rotate' | 'rotate-at-once'
