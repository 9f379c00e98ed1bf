import type { StandingKey } from './types.ts'

/** Find the key that signs at an instant, in a list of keys, newest first; null if none signs yet. */
export function findSigningKey<Key extends StandingKey>({
  keys,
  now,
}: {
  keys: readonly Key[]
  now: number
}): Key | null {
  return keys.find(({ signsFrom }) => signsFrom !== null && signsFrom <= now) ?? null
}
