import type { ApiKey, ProjectId, ProjectOwner } from '../../core/project/types.ts'
import type { Database } from '../database.ts'
import { refuseUnknownProject } from '../projects/refuseUnknownProject.ts'
import { whereOwner } from '../projects/whereOwner.ts'
import { parseApiKeyRow } from './parseApiKeyRow.ts'

export type ListApiKeysParameters = {
  readonly db: Database
  readonly owner: ProjectOwner
  readonly projectId: ProjectId
}

/**
 * List a project's keys, newest first, ended ones included.
 * @throws {NotFoundError} ERR_PROJECT_NOT_FOUND
 */
export async function listApiKeys({ db, owner, projectId }: ListApiKeysParameters): Promise<ApiKey[]> {
  const project = await db.prisma.project.findFirst({
    where: { id: projectId, ...whereOwner(owner) },
    select: { apiKeys: { orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] } },
  })
  if (project === null) throw refuseUnknownProject()
  return project.apiKeys.map(parseApiKeyRow)
}
