import { AccessError } from '../errors/base.ts'

export type CreateCeilingParameters = {
  /** Most requests that this process answers at once. */
  readonly most: number
  /** At least 0 and below 1, another number at each call. */
  readonly random: () => number
  /** Unix seconds. */
  readonly now: () => number
}
/**
 * Where a request stands. The `first` one of a login is turned away at half of the ceiling, so that whoever
 * has begun can finish with a `later` one. What staff do is done `always`, and not counted.
 */
export type Turn = 'first' | 'later' | 'always'
export type Ceiling = {
  /**
   * Do the work of a request, or turn it away.
   * @throws {AccessError} ERR_SERVER_BUSY; `details.retryAfter` in seconds
   */
  readonly run: <Result>(turn: Turn, work: () => Promise<Result>) => Promise<Result>
  /** Turn a request away before anything else is done for it. @throws {AccessError} ERR_SERVER_BUSY */
  readonly check: (turn: Turn) => void
  /** Requests that are answered now, and those turned away since the start. */
  readonly count: () => { readonly inside: number; readonly turnedAway: number; readonly most: number }
  /** Whether nobody was turned away within the last minute. */
  readonly hasRoom: () => boolean
}

/** Share of the ceiling that first requests may fill. */
const FIRST_SHARE = 0.5
/** Whoever has begun comes back soon, because a nonce lives two minutes. */
const LATER = { least: 2, longest: 7 } as const
const FIRST = { least: 3, longest: 120 } as const
/** Seconds between which a small crowd is spread. */
const LEAST_SPREAD = 10
/** Seconds over which the speed of this process is measured. */
const WINDOW = 10
const ROOM_SECONDS = 60

/**
 * Make the ceiling of a process: how many requests it answers at once.
 *
 * Whoever is turned away is told when to come back: at a random time, so that they do not come together, and the later
 * the more others were told to come back and the slower this process answers.
 */
export function createCeiling({ most, random, now }: CreateCeilingParameters): Ceiling {
  const speed = createSpeed({ least: most / WINDOW, now })
  const crowd = createCrowd(now)
  const mostOf = { first: Math.max(1, Math.floor(most * FIRST_SHARE)), later: most, always: Infinity }
  let [inside, turnedAway] = [0, 0]
  let lastTurnAt = Number.NEGATIVE_INFINITY
  const check: Ceiling['check'] = (turn) => {
    if (inside < mostOf[turn]) return
    turnedAway++
    lastTurnAt = now()
    // Twice the time that the crowd needs, so that it fills half of this process on average.
    const crowdSeconds = (2 * crowd.count()) / speed.read()
    const { least, longest } = turn === 'first' ? FIRST : LATER
    const spread = turn === 'first' ? Math.min(longest, LEAST_SPREAD + crowdSeconds) : longest
    const retryAfter = Math.floor(least + random() * (spread - least))
    crowd.add(retryAfter)
    throw busyServer({ retryAfter })
  }
  return {
    check,
    run: async (turn, work) => {
      check(turn)
      if (turn === 'always') return work()
      inside++
      try {
        return await work()
      } finally {
        inside--
        speed.add()
      }
    },
    count: () => ({ inside, turnedAway, most }),
    hasRoom: () => now() - lastTurnAt > ROOM_SECONDS,
  }
}

/**
 * How many requests a second this process finishes. It is at least `least`, as when everybody inside is answered within
 * ten seconds: a process that has just started has finished none.
 */
function createSpeed({ least, now }: { least: number; now: () => number }) {
  let window = Math.floor(now() / WINDOW)
  let [before, finished] = [0, 0]
  const turn = () => {
    const current = Math.floor(now() / WINDOW)
    if (current === window) return
    before = current === window + 1 ? finished : 0
    finished = 0
    window = current
  }
  return {
    add: () => {
      turn()
      finished++
    },
    read: () => {
      turn()
      return Math.max(least, (before + finished) / (WINDOW + (now() % WINDOW)))
    },
  }
}

/** Those who were told to come back at a time that is still to come. */
function createCrowd(now: () => number) {
  const bySecond = new Map<number, number>()
  let size = 0
  return {
    add: (seconds: number) => {
      const at = now() + seconds
      bySecond.set(at, (bySecond.get(at) ?? 0) + 1)
      size++
    },
    count: () => {
      for (const [at, count] of bySecond) {
        if (at > now()) continue
        bySecond.delete(at)
        size -= count
      }
      return size
    },
  }
}

function busyServer({ retryAfter }: { retryAfter: number }): AccessError {
  return new AccessError('ERR_SERVER_BUSY', 'Very many people ask this server right now.', {
    hint: `Wait ${retryAfter} seconds and try again.`,
    details: { retryAfter },
  })
}
