import type { Till, TillState } from './types.ts'

/** The state of a till at an instant. */
export function tillStateOf({
  till: { revokedAt, endsAt },
  now,
}: {
  till: Pick<Till, 'revokedAt' | 'endsAt'>
  now: number
}): TillState {
  if (revokedAt !== null) return 'revoked'
  return endsAt <= now ? 'ended' : 'open'
}
