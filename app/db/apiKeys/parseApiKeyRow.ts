import type { ApiKey } from '../../core/project/types.ts'
import type { HotRow } from '../database.ts'

/** Read a row of `api_key`, which only this folder and a shop's first project write. */
export function parseApiKeyRow(row: HotRow): ApiKey {
  return {
    id: String(row.id),
    projectId: row.projectId as ApiKey['projectId'],
    kind: row.kind as ApiKey['kind'],
    name: String(row.name),
    shown: String(row.shown),
    createdAt: Number(row.createdAt),
    endsAt: row.endsAt === null ? null : Number(row.endsAt),
  }
}
