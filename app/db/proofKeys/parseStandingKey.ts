import type { StandingKey } from '../../core/proofKey/types.ts'
import type { HotRow } from '../database.ts'

/** Read what is known of a key; only this folder writes them. */
export function parseStandingKey(row: HotRow): StandingKey {
  return {
    epoch: String(row.epoch),
    createdAt: Number(row.created_at),
    signsFrom: row.signs_from === null ? null : Number(row.signs_from),
  }
}
