import { readObject, unreadable } from '../stored/fields.ts'
import type { JobPayload } from './types.ts'

/**
 * Parse the column `payload` of a job: an object of texts, numbers, booleans and nulls. It has no version, because the
 * database merges the payloads of one job. Each kind of job checks its own fields.
 * @throws {SetupError} ERR_STORED_INVALID
 */
export function parsePayload(value: unknown): JobPayload {
  const payload = readObject(value, 'payload')
  for (const field of Object.values(payload)) {
    if (typeof field === 'object' && field !== null)
      throw unreadable('payload', 'has a field that is an object')
  }
  return payload as JobPayload
}
