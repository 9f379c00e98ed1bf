import type { JobPayload } from '../job/types.ts'
import type { PublishTarget } from './types.ts'

/** Format the gates of a job that publishes them: `updatedAt` by number where marks stand, 0 where they do not. */
export function formatTargets(targets: readonly PublishTarget[]): JobPayload {
  return Object.fromEntries(targets.map(({ number, marksStandAt }) => [String(number), marksStandAt ?? 0]))
}

/** Parse what `formatTargets` wrote, ascending by number. Payloads of several askings are merged key by key. */
export function parseTargets(payload: JobPayload): PublishTarget[] {
  return Object.entries(payload).flatMap(([key, at]) => {
    const number = Number(key)
    if (!Number.isSafeInteger(number) || typeof at !== 'number') return []
    return [{ number, marksStandAt: at > 0 ? at : undefined }]
  })
}
