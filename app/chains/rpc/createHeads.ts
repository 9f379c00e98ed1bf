/** The latest blocks that an endpoint reported in answers to requests without a pinned block. */
export type Heads = {
  readonly add: (block: bigint) => void
  /** Note a block for `isRising`, also one that is then refused. */
  readonly report: (block: bigint) => void
  /** Whether the endpoint reported a higher block than ever before within the last minute. */
  readonly isRising: () => boolean
  /** The block reported last; null before the first. */
  readonly latest: () => bigint | null
  /** The block reported last; null if that is longer ago. */
  readonly within: (ms: number) => bigint | null
  /** Later blocks than this that the endpoint reported between 30 seconds and ten minutes ago. */
  readonly laterThan: (block: bigint) => readonly bigint[]
}

/** An endpoint may lag this much behind another: nodes of one provider differ by a few blocks. */
const behindMs = 30_000
/** Older reports are ignored, so that a chain that was reset, as test chains are, can be read again. */
const forgottenMs = 600_000
const spacingMs = 10_000
/** Twice the time between two questions for the latest block. */
const risingMs = 60_000
const most = 8

/** Record an endpoint's latest block, and up to eight blocks ten seconds or more apart. `clock` in milliseconds. */
export function createHeads({ clock }: { clock: () => number }): Heads {
  const seen: { readonly block: bigint; readonly at: number }[] = []
  let last: { block: bigint; at: number } | null = null
  let highest: { block: bigint; at: number } | null = null
  let roseAt = Number.NEGATIVE_INFINITY
  return {
    add: (block) => {
      last = { block, at: clock() }
      const newest = seen.at(-1)
      if (newest && last.at - newest.at < spacingMs) return
      seen.push(last)
      if (seen.length > most) seen.shift()
    },
    report: (block) => {
      const at = clock()
      const known = highest && at - highest.at < forgottenMs ? highest : null
      if (known && block <= known.block) return
      if (known) roseAt = at
      highest = { block, at }
    },
    isRising: () => clock() - roseAt < risingMs,
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
