/** The latest blocks a source has answered for, when it was asked for no block of the past. */
export type Heads = {
  readonly add: (block: bigint) => void
  /** The highest of late, null while there is none. */
  readonly latest: () => bigint | null
  /** The last it spoke of, null where that is longer ago. */
  readonly within: (ms: number) => bigint | null
  /** The later blocks than this that it knew already half a minute ago. */
  readonly laterThan: (block: bigint) => readonly bigint[]
}

/** A source may be that much behind another: nodes of one provider are, by a few blocks. */
const behindMs = 30_000
/** A chain that was set back, as test chains are, is believed again after this. */
const forgottenMs = 600_000
const spacingMs = 10_000
const most = 8

/** Remember which blocks a source spoke of, at most every ten seconds. `clock` in milliseconds. */
export function createHeads({ clock }: { clock: () => number }): Heads {
  const seen: { readonly block: bigint; readonly at: number }[] = []
  let last: { block: bigint; at: number } | null = null
  return {
    add: (block) => {
      last = { block, at: clock() }
      const newest = seen.at(-1)
      if (newest && last.at - newest.at < spacingMs) return
      seen.push(last)
      if (seen.length > most) seen.shift()
    },
    latest: () => last?.block ?? null,
    within: (ms) => (last && clock() - last.at < ms ? last.block : null),
    laterThan: (block) => {
      const now = clock()
      return seen.flatMap((head) => {
        const age = now - head.at
        return head.block > block && age >= behindMs && age < forgottenMs ? [head.block] : []
      })
    },
  }
}
