import type { ShopId } from '../../core/gate/types.ts'
import type { Project, ProjectId } from '../../core/project/types.ts'
import type { HotRow } from '../database.ts'
import { parseRequirementJson } from './requirementJson.ts'

/** A row of `project` as JSON, in the names that `parseProjectRow` reads. Ids are text: they outgrow JSON's numbers. */
export const PROJECT_JSON_SQL = `json_build_object('id', project.id, 'shopId', project.shop_id::text,
    'name', project.name, 'allowedDomains', project.allowed_domains, 'redirectUris', project.redirect_uris,
    'format', project.format, 'statement', project.statement, 'requirement', project.requirement,
    'createdAt', project.created_at, 'updatedAt', project.updated_at)`

/**
 * Read a row of `project`, which only this folder writes.
 * @throws {InputError} ERR_REQUIREMENT_INVALID, ERR_CHAIN_UNKNOWN when this version cannot read what another one wrote
 */
export function parseProjectRow(row: HotRow): Project {
  return {
    id: row.id as ProjectId,
    shopId: row.shopId === null ? null : (BigInt(String(row.shopId)) as ShopId),
    name: String(row.name),
    allowedDomains: row.allowedDomains as string[],
    redirectUris: row.redirectUris as string[],
    format: row.format as Project['format'],
    statement: row.statement as string | null,
    requirement: row.requirement === null ? null : parseRequirementJson(row.requirement),
    createdAt: Number(row.createdAt),
    updatedAt: Number(row.updatedAt),
  }
}
