/** A shop's leaking bucket of query points. */
export type Bucket = { available: number; at: number }

export const BUCKET_SIZE = 2000
export const RESTORE_PER_SECOND = 100

export type TakePointsParameters = { bucket: Bucket; points: number; now: number }

/** Takes points out of the bucket after refilling it; false leaves it as it was. `now` is unix seconds. */
export function takePoints(parameters: TakePointsParameters): boolean {
  const { bucket, points, now } = parameters
  const restored = Math.max(0, now - bucket.at) * RESTORE_PER_SECOND
  bucket.available = Math.min(BUCKET_SIZE, bucket.available + restored)
  bucket.at = now
  if (points > bucket.available) return false
  bucket.available -= points
  return true
}

/** Gives back what an answer turned out not to cost. */
export function givePoints({ bucket, points }: { bucket: Bucket; points: number }): void {
  bucket.available = Math.min(BUCKET_SIZE, bucket.available + points)
}
