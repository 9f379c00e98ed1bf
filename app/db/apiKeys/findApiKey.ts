import type { ApiCaller } from '../../core/project/types.ts'
import type { Database, HotRow } from '../database.ts'
import { PROJECT_JSON_SQL, parseProjectRow } from '../projects/parseProjectRow.ts'
import { parseApiKeyRow } from './parseApiKeyRow.ts'

export type FindApiKeyParameters = { readonly db: Database; readonly hash: string }

// The keys of a shop that has uninstalled are unknown until it comes back. A project without a shop joins none.
const SQL = `SELECT api_key.id, api_key.project_id AS "projectId", api_key.kind, api_key.name, api_key.shown,
    api_key.created_at AS "createdAt", api_key.ends_at AS "endsAt", ${PROJECT_JSON_SQL} AS project
  FROM api_key JOIN project ON project.id = api_key.project_id LEFT JOIN shop ON shop.id = project.shop_id
  WHERE api_key.hash = $1 AND shop.uninstalled_at IS NULL`

/** Find the key with this hash and its project, whether it has ended or not. */
export async function findApiKey({ db, hash }: FindApiKeyParameters): Promise<ApiCaller | null> {
  const [row] = await db.hot.query('find_api_key', SQL, [hash])
  return row ? { key: parseApiKeyRow(row), project: parseProjectRow(row.project as HotRow) } : null
}
