/** A shop's leaking bucket of query points. `perSecond`: how many come back. */
export type Bucket = { available: number; at: number; readonly perSecond: number }

const RESTORE_PER_SECOND = 100
/** The bucket holds what comes back in these seconds, on every plan. */
const SECONDS = 20

/** Points that a full bucket holds. */
export function sizeOf({ perSecond }: Pick<Bucket, 'perSecond'>): number {
  return perSecond * SECONDS
}

/** Opens a full bucket. `at` is unix seconds. */
export function openBucket({
  perSecond = RESTORE_PER_SECOND,
  at,
}: {
  perSecond?: number
  at: number
}): Bucket {
  return { available: sizeOf({ perSecond }), at, perSecond }
}

export type TakePointsParameters = { bucket: Bucket; points: number; now: number }

/** Refills the bucket, then takes points; false, with nothing taken, if it has too few. `now` is unix seconds. */
export function takePoints(parameters: TakePointsParameters): boolean {
  const { bucket, points, now } = parameters
  const restored = Math.max(0, now - bucket.at) * bucket.perSecond
  bucket.available = Math.min(sizeOf(bucket), bucket.available + restored)
  bucket.at = now
  if (points > bucket.available) return false
  bucket.available -= points
  return true
}

/** Refunds the points that an answer did not cost. */
export function givePoints({ bucket, points }: { bucket: Bucket; points: number }): void {
  bucket.available = Math.min(sizeOf(bucket), bucket.available + points)
}
