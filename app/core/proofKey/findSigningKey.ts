import type { StandingKey } from './types.ts'

/** The key that proofs are signed with at an instant, of those that count, newest first; null where none signs yet. */
export function findSigningKey<Key extends StandingKey>({
  keys,
  now,
}: {
  keys: readonly Key[]
  now: number
}): Key | null {
  return keys.find(({ signsFrom }) => signsFrom !== null && signsFrom <= now) ?? null
}
