/** A clock beside this server's. */
export type OtherClock = {
  /** Whose it is, e.g. `the database`. */
  readonly of: string
  /** By how many seconds it is ahead of this server's; null if it is not known. */
  readonly readSkew: () => Promise<number | null>
}

/** Nonces, signed messages and other processes may differ by so much. */
const USUAL_MOST_SECONDS = 60

/**
 * Make the check that this server's clock agrees with others, by default to a minute. A change is told once. A clock that cannot be
 * read decides nothing; null if none can. Never throws.
 */
export function createClockCheck({
  clocks,
  mostSeconds = USUAL_MOST_SECONDS,
  tell = () => undefined,
}: {
  clocks: readonly OtherClock[]
  mostSeconds?: number
  /** Receives what is wrong, and that it is right again. */
  tell?: (sentence: string, isGood: boolean) => void
}): () => Promise<boolean | null> {
  let wasGood = true
  return async () => {
    const read = await Promise.all(clocks.map(readClock))
    const wrong = read.filter(({ skew }) => skew !== null && Math.abs(skew) > mostSeconds)
    const isKnown = read.some(({ skew }) => skew !== null)
    if (!isKnown) return null
    const isGood = wrong.length === 0
    if (isGood !== wasGood) tell(isGood ? AGREES : describeSkews(wrong), isGood)
    wasGood = isGood
    return isGood
  }
}

type Skew = { readonly of: string; readonly skew: number | null }

async function readClock({ of, readSkew }: OtherClock): Promise<Skew> {
  return { of, skew: await readSkew().catch(() => null) }
}

const AGREES = "This server's clock agrees with the others again."

function describeSkews(wrong: readonly Skew[]): string {
  const told = wrong.map(({ of, skew }) => {
    const seconds = Math.round(Math.abs(skew ?? 0))
    return `${seconds} s ${(skew ?? 0) > 0 ? 'behind' : 'ahead of'} that of ${of}`
  })
  return `This server's clock is ${told.join(', and ')}. Set every clock by NTP. Until then this server refuses requests that Shopify signed, and what it signs ends at the wrong time.`
}
