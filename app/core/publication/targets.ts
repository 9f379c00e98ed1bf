import type { JobPayload } from '../job/types.ts'
import type { PublishTarget } from './types.ts'

/** Format the payload of a job that publishes gates: `marksStandAt` by gate number, 0 if undefined. */
export function formatTargets(targets: readonly PublishTarget[]): JobPayload {
  return Object.fromEntries(targets.map(({ number, marksStandAt }) => [String(number), marksStandAt ?? 0]))
}

/** Parse the payload of `formatTargets`, ascending by number. Payloads of several requests are merged key by key. */
export function parseTargets(payload: JobPayload): PublishTarget[] {
  return Object.entries(payload).flatMap(([key, at]) => {
    const number = Number(key)
    if (!Number.isSafeInteger(number) || typeof at !== 'number') return []
    return [{ number, marksStandAt: at > 0 ? at : undefined }]
  })
}
