import type { ProjectId, ProjectOwner } from '../../core/project/types.ts'
import type { Database } from '../database.ts'
import { refuseUnknownProject } from './refuseUnknownProject.ts'
import { whereOwner } from './whereOwner.ts'

export type DeleteProjectParameters = {
  readonly db: Database
  readonly owner: ProjectOwner
  readonly projectId: ProjectId
}

/**
 * Delete a project with its keys. Its logins and codes end by themselves: nobody has a key to use them with.
 * @throws {NotFoundError} ERR_PROJECT_NOT_FOUND
 */
export async function deleteProject({ db, owner, projectId }: DeleteProjectParameters): Promise<void> {
  const { count } = await db.prisma.project.deleteMany({ where: { id: projectId, ...whereOwner(owner) } })
  if (count === 0) throw refuseUnknownProject()
}
