import type { TokenPicture } from '../../core/token/picture.ts'
import type { ChainPort } from '../../ports/chain.ts'

type ReadTokenPicture = ChainPort['readTokenPicture']
type Entry = { readonly answer: Promise<TokenPicture | null>; until: number; size: number }

const SECONDS = 86_400
/** A server that was away, or metadata that a collection reveals later, is asked again soon. */
const NONE_SECONDS = 600
const MOST = 2_000
const MOST_BYTES = 24_000_000
/** Reads at once. Others wait, so that one search cannot take all connections of this server. */
const MOST_READS = 6
/** Nobody waits behind more than these. */
const MOST_WAITING = 60

/**
 * Cache pictures for a day in this process, and what has none for ten minutes. Simultaneous callers share one read. With
 * too many waiting, the answer is null, and is not kept.
 */
export function createPictureCache({
  readTokenPicture,
  now,
}: {
  readTokenPicture: ReadTokenPicture
  /** Unix seconds. */
  now: () => number
}): ReadTokenPicture {
  const seen = new Map<string, Entry>()
  const takeTurn = createTurns()
  let bytes = 0
  const drop = (key: string, entry: Entry) => {
    if (seen.get(key) !== entry) return
    seen.delete(key)
    bytes -= entry.size
  }
  const keep = (key: string, entry: Entry, picture: TokenPicture | null) => {
    entry.until = now() + (picture ? SECONDS : NONE_SECONDS)
    if (seen.get(key) !== entry) return
    entry.size = picture?.bytes.length ?? 0
    bytes += entry.size
    for (const [oldest, one] of seen) {
      if (bytes <= MOST_BYTES && seen.size <= MOST) return
      drop(oldest, one)
    }
  }
  return (target) => {
    const key = `${target.chain} ${target.contract}`
    const found = seen.get(key)
    if (found && now() < found.until) return found.answer
    if (found) drop(key, found)
    const turn = takeTurn(() => readTokenPicture(target))
    if (!turn) return Promise.resolve(null)
    const entry: Entry = { answer: turn, until: Number.POSITIVE_INFINITY, size: 0 }
    seen.set(key, entry)
    turn.then(
      (picture) => keep(key, entry, picture),
      () => drop(key, entry),
    )
    return turn
  }
}

/** Make a function that runs another when it is its turn; null if too many wait already. */
function createTurns() {
  let running = 0
  const waiting: (() => void)[] = []
  return <T>(run: () => Promise<T>): Promise<T> | null => {
    if (waiting.length >= MOST_WAITING) return null
    const start = async () => {
      running += 1
      try {
        return await run()
      } finally {
        running -= 1
        waiting.shift()?.()
      }
    }
    if (running < MOST_READS) return start()
    return new Promise<void>((resolve) => waiting.push(resolve)).then(start)
  }
}
