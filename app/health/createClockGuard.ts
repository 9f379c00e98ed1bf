export type CreateClockGuardParameters = {
  /** Whether the clock is right enough to act on; null if nothing tells. Never throws. */
  readonly check: () => Promise<boolean | null>
  /** This machine's clock, in milliseconds. It may be set while the server runs. */
  readonly readWall: () => number
  /** Milliseconds since an arbitrary moment, which nobody sets. */
  readonly readSteady: () => number
  /** Receives each change. */
  readonly tell: (isTrusted: boolean) => void
  /** Receives by how many seconds the clock jumped ahead, or back if negative. A machine that was suspended does so too. */
  readonly tellJump: (seconds: number) => void
}
export type ClockGuard = {
  /** Look at the clocks; to be called every minute. */
  readonly check: () => Promise<void>
  /**
   * Whether work may run that begins or ends something by the clock. It looks again if the clock was set since. While the
   * clock is wrong it also looks every five seconds, and nobody waits for that.
   */
  readonly isTrusted: () => Promise<boolean>
}

/** A clock that was set by more is looked at before anything acts on it. */
const MOST_SET_MS = 60_000
/** A wrong clock is looked at again so often while somebody asks: it may be another one that was wrong. */
const AGAIN_MS = 5_000

/**
 * Make the guard of all work that acts on the clock by itself. A clock of tomorrow would give back uses that carts
 * still hold, and open what ends tomorrow. If nothing tells the time, the clock is trusted.
 */
export function createClockGuard(parameters: CreateClockGuardParameters): ClockGuard {
  const { check, readWall, readSteady, tell, tellJump } = parameters
  let latest: Promise<void> | null = null
  let offset = 0
  let lookedAt = 0
  let wasTrusted = true
  let [begun, told] = [0, 0]
  const readJump = () => readWall() - readSteady() - offset
  const look = (): Promise<void> => {
    const jumpMs = readJump()
    if (latest !== null && Math.abs(jumpMs) > MOST_SET_MS) tellJump(Math.round(jumpMs / 1000))
    offset += jumpMs
    lookedAt = readSteady()
    const number = ++begun
    return check().then((isGood) => {
      // A look that began later has ended before this one.
      if (number < told) return
      told = number
      const isTrusted = isGood !== false
      if (isTrusted !== wasTrusted) tell(isTrusted)
      wasTrusted = isTrusted
    })
  }
  return {
    check: async () => {
      latest = look()
      await latest
    },
    isTrusted: () => {
      const wasSet = Math.abs(readJump()) > MOST_SET_MS
      if (latest === null || wasSet) latest = look()
      const answer = latest.then(() => wasTrusted)
      if (!wasTrusted && readSteady() - lookedAt > AGAIN_MS) void look()
      return answer
    },
  }
}
