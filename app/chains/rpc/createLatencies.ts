/** How long the last answers of an endpoint took, in milliseconds. */
export type Latencies = {
  readonly add: (ms: number) => void
  /** Null while there are none. */
  readonly percentile: (share: number) => number | null
  /**
   * Delay before a second endpoint is asked too: the 95th percentile, within 50 ms and 2 s; 1 s before eight answers.
   */
  readonly hedgeMs: () => number
}

const most = 64
const fewest = 8
const unknownMs = 1_000

/** Keep the times of the last 64 answers. */
export function createLatencies(): Latencies {
  const times: number[] = []
  let added = 0
  let hedge: number | null = null
  const percentile = (share: number): number | null => {
    const sorted = [...times].sort((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
  }
  return {
    add: (ms) => {
      times[added % most] = ms
      added++
      // Recompute only after every eighth answer: sorting each time costs more than it gains.
      if (added % fewest === 0) hedge = null
    },
    percentile,
    hedgeMs: () => {
      if (added < fewest) return unknownMs
      hedge ??= Math.min(2_000, Math.max(50, percentile(0.95) ?? unknownMs))
      return hedge
    },
  }
}
