import type { ApiKey } from '../../core/project/types.ts'
import { formatInstant } from '../formatInstant.ts'
import type { ApiKeyView, KeyStatus } from './views.ts'

/** Maximum of ended keys to show. */
const MOST_ENDED = 5

/**
 * Format the keys of a project: first the working ones, then the last ended ones. Each part keeps the given order,
 * newest first.
 */
export function formatKeys({
  keys,
  now,
  timeZone,
}: {
  keys: readonly ApiKey[]
  now: number
  timeZone: string
}): ApiKeyView[] {
  const views = keys.map((key) => ({
    id: key.id,
    kind: key.kind,
    name: key.name,
    shown: key.kind === 'publishable' ? key.shown : `sk_…${key.shown}`,
    createdAt: formatInstant({ at: key.createdAt, timeZone }),
    status: formatKeyStatus({ endsAt: key.endsAt, now, timeZone }),
  }))
  const living = views.filter(({ status }) => status.kind !== 'ended')
  const ended = views.filter(({ status }) => status.kind === 'ended')
  return [...living, ...ended.slice(0, MOST_ENDED)]
}

function formatKeyStatus({
  endsAt,
  now,
  timeZone,
}: {
  endsAt: number | null
  now: number
  timeZone: string
}): KeyStatus {
  if (endsAt === null) return { kind: 'active' }
  return { kind: now < endsAt ? 'ending' : 'ended', until: formatInstant({ at: endsAt, timeZone }) }
}
