/** A shop's leaking bucket of query points. */
export type Bucket = { available: number; at: number }

export const BUCKET_SIZE = 2000
export const RESTORE_PER_SECOND = 100

export type TakePointsParameters = { bucket: Bucket; points: number; now: number }

/** Refills the bucket, then takes points; false, with nothing taken, if it has too few. `now` is unix seconds. */
export function takePoints(parameters: TakePointsParameters): boolean {
  const { bucket, points, now } = parameters
  const restored = Math.max(0, now - bucket.at) * RESTORE_PER_SECOND
  bucket.available = Math.min(BUCKET_SIZE, bucket.available + restored)
  bucket.at = now
  if (points > bucket.available) return false
  bucket.available -= points
  return true
}

/** Refunds the points that an answer did not cost. */
export function givePoints({ bucket, points }: { bucket: Bucket; points: number }): void {
  bucket.available = Math.min(BUCKET_SIZE, bucket.available + points)
}
