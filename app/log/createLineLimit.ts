export type CreateLineLimitParameters = {
  /** How many lines of a kind are written within a minute. */
  readonly most: number
  /** Receives how many more there were of a kind, when its minute has ended. */
  readonly tellMore: (kind: string, count: number) => void
}

const WINDOW_MS = 60_000

/**
 * Keep a flood of like lines out of the log. The first ones of a kind within a minute get a place, and the others are
 * counted. The timer does not keep the process alive.
 *
 * @returns a function that answers whether a line of this kind is written
 */
export function createLineLimit({ most, tellMore }: CreateLineLimitParameters): (kind: string) => boolean {
  let counts = new Map<string, number>()
  const close = () => {
    const ended = counts
    counts = new Map()
    for (const [kind, count] of ended) if (count > most) tellMore(kind, count - most)
  }
  return (kind) => {
    if (counts.size === 0) setTimeout(close, WINDOW_MS).unref()
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    return count <= most
  }
}
